using System.Globalization;
using NeuralFields.Cli.Subjects;
using NeuralFields.Distances;
using NeuralFields.Geometry;
using NeuralFields.IO;

namespace NeuralFields.Cli.Evaluations;

/// <summary>Compares two meshes.</summary>
internal static class MeshEvaluation
{
    /// <summary>Reads and compares.</summary>
    /// <param name="tested">The mesh to judge.</param>
    /// <param name="reference">The true one.</param>
    /// <param name="threads">Threads; 0 for all.</param>
    /// <exception cref="InputException">A file is no mesh.</exception>
    public static Quality Judge(string tested, string reference, int threads)
    {
        TriangleMesh truth = ReadMesh(reference);
        MeshComparison found = MeshComparison.Compare(ReadMesh(tested), truth, threads);
        double diagonal = truth.Bounds.Diagonal;
        return new(
            new JsonResult()
                .Add("iou", found.Iou).Add("chamfer", found.Chamfer)
                .Add("normalAngleErrorDegrees", found.NormalAngleErrorDegrees)
                .Add("meanAbsError", found.ToReference.Distance.Mean)
                .Add("p99AbsError", found.ToReference.Distance.P99)
                .Add("eikonalDeviation", null as double?)
                .Add("hausdorff", found.Hausdorff).Add("diagonal", diagonal)
                .Add("testedVolume", found.TestedVolume).Add("referenceVolume", found.ReferenceVolume).ToNode(),
            Text($"IoU {found.Iou:F5}, Chamfer {found.Chamfer:G4} ({100 * found.Chamfer / diagonal:G3} % of the ") +
            Text($"diagonal), furthest {found.Hausdorff:G4}, normals off by {found.NormalAngleErrorDegrees:F2}°"), []);
    }

    private static TriangleMesh ReadMesh(string path)
        => SurfaceFile.Read(path) is SurfaceContents.Mesh mesh
            ? mesh.Surface
            : throw new InputException($"{path}: this is a point cloud, expected a mesh.");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
