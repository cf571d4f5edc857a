using System.Numerics;
using NeuralFields.Geometry;

namespace NeuralFields.Meshing;

/// <summary>Meshes out of fields: evaluated near the surface, refined, cleaned, with normals from the gradient.</summary>
public static class FieldMesher
{
    // Central differences want a step of this part of a cell: far above rounding, below the detail of the mesh.
    private const float DifferenceStep = 0.25f;

    /// <summary>The surface on which a field has the level.</summary>
    /// <param name="field">The field.</param>
    /// <param name="grid">Places to look at, in the field's coordinates.</param>
    /// <param name="options">What is wanted.</param>
    /// <param name="cancellation">Ends the work between two batches.</param>
    /// <returns>
    /// The mesh, in the field's coordinates; without triangles where the level is not met. It is a closed manifold unless
    /// it leaves the grid.
    /// </returns>
    /// <exception cref="ArgumentException">Colours are wanted of a field that has none, or the ratio is out of range.</exception>
    /// <exception cref="InputException">The surface is too large for arrays.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static FieldMesh Extract(
        IScalarField field, SampleGrid grid, MeshingOptions options, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(field);
        ArgumentNullException.ThrowIfNull(grid);
        ArgumentNullException.ThrowIfNull(options);
        grid.Require();
        if (options.WithColors && field is not IColoredField)
            throw new ArgumentException("colours are wanted, expected a field that has colours.", nameof(field));
        FieldProbe probe = new(field, cancellation);
        (TriangleMesh mesh, bool leaves) = Shape(grid, options, probe);
        if (options.LargestOnly) mesh = MeshComponents.KeepLargest(mesh);
        mesh = Simplification.Simplify(mesh, options.SimplifyRatio);
        (mesh, double residual) = Attribute(mesh, grid, options, probe);
        return new(mesh)
        {
            Evaluations = probe.Evaluations,
            MeanResidual = residual,
            LeavesGrid = leaves,
            Min = probe.Min,
            Max = probe.Max,
        };
    }

    private static (TriangleMesh Mesh, bool Leaves) Shape(SampleGrid grid, MeshingOptions options, FieldProbe probe)
    {
        ParallelOptions threads = MarchingCubes.OptionsOf(options.Threads);
        LevelSurface surface = options.IsDistance && SparseEvaluation.Run(grid, options.Level, probe) is { } slices
            ? LevelExtraction.Run(grid, slices, options.Level, threads)
            : DenseEvaluation.Run(grid, options.Level, probe, threads);
        float[] fractions =
            LevelRefinement.Run(surface.Crossings, grid, options.Level, options.RefinementSteps, probe);
        return (
            new(surface.Place(grid, options.Level, fractions, threads), surface.Indices), surface.TouchesBorder(grid));
    }

    /// <summary>Normals, colours, and the mean distance from the level.</summary>
    private static (TriangleMesh Mesh, double Residual) Attribute(
        TriangleMesh mesh, SampleGrid grid, MeshingOptions options, FieldProbe probe)
    {
        Vector3[] normals = new Vector3[mesh.VertexCount];
        Vector3[]? colors = options.WithColors ? new Vector3[mesh.VertexCount] : null;
        float step = DifferenceStep * (float)Math.Min(grid.Spacing.X, Math.Min(grid.Spacing.Y, grid.Spacing.Z));
        float[] values = new float[Math.Min(mesh.VertexCount, FieldProbe.BatchSize)];
        double sum = 0;
        for (int first = 0; first < normals.Length; first += values.Length)
        {
            int count = Math.Min(values.Length, normals.Length - first);
            ReadOnlySpan<Vector3> places = mesh.Positions.AsSpan(first, count);
            Span<Vector3> gradients = normals.AsSpan(first, count);
            probe.Differentiate(places, values.AsSpan(0, count), gradients, step);
            foreach (float value in values.AsSpan(0, count)) sum += Math.Abs((double)value - options.Level);
            for (int i = 0; i < count; i++) gradients[i] = Unit(gradients[i]);
            if (colors is not null) ((IColoredField)probe.Field).Color(places, gradients, colors.AsSpan(first, count));
        }
        return (mesh with { Normals = normals, Colors = colors }, sum / Math.Max(1, normals.Length));
    }

    /// <summary>Formats ask for unit length: a gradient that vanishes or is no number gives some direction.</summary>
    private static Vector3 Unit(Vector3 gradient)
    {
        float length = gradient.Length();
        return length > 0 && float.IsFinite(length) ? gradient / length : Vector3.UnitZ;
    }
}
