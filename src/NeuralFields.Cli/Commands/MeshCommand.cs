using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using NeuralFields.Backends;
using NeuralFields.Cli.Meshes;
using NeuralFields.Cli.Options;
using NeuralFields.Geometry;
using NeuralFields.IO;
using NeuralFields.IO.Fields;
using NeuralFields.Meshing;
using NeuralFields.Tasks;

namespace NeuralFields.Cli.Commands;

/// <summary><c>nf mesh FIELD.nf -o out.glb</c>.</summary>
internal sealed class MeshCommand : ToolCommand
{
    private const int UsualResolution = 256;

    private static readonly string s_density = string.Create(CultureInfo.InvariantCulture,
        $"Radiance fields: density per unit of the field ({DensityField.UsualDensity}: solid things, no fog).");

    private readonly Argument<string> _field = new("FIELD.nf") { Description = "A field of a shape, or a radiance field." };
    private readonly Option<string?> _output =
        OptionOf.Text("--output", "FILE", "Mesh: .glb, .gltf, .ply, .obj or .stl.", "-o");
    private readonly Option<long?> _resolution =
        OptionOf.Whole("--resolution", "N", $"Cells along the longest side of the box ({UsualResolution}).", 1,
            SampleGrid.MaxCount - 1);

    private readonly Option<double?> _iso =
        OptionOf.Value<double?>(
            "--iso", "V", $"Shapes: distance of the surface in the shape's units, above 0 outside (0). {s_density}", text => ParseNumber(text));

    private readonly Option<Box3?> _box = OptionOf.Value<Box3?>(
        "--box", "x0,y0,z0,x1,y1,z1", "Where to look, in the shape's units; its own box where not given.",
        text => MeshBox.Parse(text));

    private readonly Option<MeshAxes?> _frame = OptionOf.Value<MeshAxes?>(
        "--frame", "field|dataset|y-up", "Coordinates of the mesh: those of the data (default) or of the field, or up turned to y.",
        text => MeshFrame.Parse(text));

    private readonly Option<double?> _simplify = OptionOf.Value<double?>(
        "--simplify", "RATIO", "Part of the triangles to keep, such as 0.1.", text => ParseRatio(text));

    private readonly Option<bool> _largest = OptionOf.Flag("--largest", "Keep the largest component alone: no floating specks.");
    private readonly Option<bool> _colors = OptionOf.Flag("--colors", "Radiance fields: vertex colours, as seen along the normals; glTF: unlit.");

    public MeshCommand()
        : base("mesh", "Make a triangle mesh of a field's surface.", "nf mesh bunny.nf -o bunny.glb --resolution 512 --simplify 0.1",
            "nf mesh chair.nf -o chair.glb --colors --largest --frame y-up")
    {
        foreach (Option option in (Option[])[_output, _resolution, _iso, _box, _frame, _simplify, _largest, _colors,
            SharedOptions.Device, SharedOptions.Threads]) Add(option);
        Arguments.Add(_field);
    }

    protected override int Run(Invocation invocation)
    {
        Stopwatch watch = Stopwatch.StartNew();
        (string path, string output) = (invocation.Get(_field)!, RequireOutput(invocation));
        FieldContents contents = FieldFile.Read(path);
        TaskMeshing meshing = TaskMeshing.Of(contents, path);
        int threads = (int?)invocation.Get(SharedOptions.Threads) ?? 0;
        MeshRequest request = new(
            path, invocation.Get(_iso), invocation.Get(_box), invocation.Get(_colors), threads, invocation.Terminal.Say);
        meshing.Check(request);
        using IBackend backend = BackendCatalog.Open(invocation.Get(SharedOptions.Device), threads == 0 ? null : threads);
        invocation.Terminal.Say(BackendCatalog.Describe(backend.Info));
        using IFieldProgram program = backend.Compile(contents.Field);
        program.SetParameters(contents.Parameters);
        MeshSubject subject = meshing.Open(contents, program, request);
        FieldMesh found = Extract(invocation, subject, request);
        (TriangleMesh mesh, MeshWriteOptions options) = MeshFrame.Place(
            found.Mesh, subject.Placement, subject.Up, invocation.Get(_frame) ?? MeshAxes.Dataset,
            MeshFormats.WriterFor(output));
        MeshFile.Write(output, mesh, options with { Unlit = subject.Unlit && request.WithColors });
        Report(invocation, output, mesh, found, subject, watch.Elapsed.TotalSeconds);
        return ExitCode.Done;
    }

    private string RequireOutput(Invocation invocation)
    {
        string output = invocation.Get(_output) ?? throw new InputException("nf mesh: there is no output, expected -o out.glb.");
        MeshFile.RequireWritable(output);
        OutputFolder.RequirePlace(output);
        return output;
    }

    private FieldMesh Extract(Invocation invocation, MeshSubject subject, MeshRequest request)
    {
        MeshingOptions options = new()
        {
            Level = subject.Level,
            IsDistance = subject.IsDistance,
            WithColors = request.WithColors,
            LargestOnly = invocation.Get(_largest),
            SimplifyRatio = invocation.Get(_simplify) ?? 1,
            Threads = request.Threads,
        };
        SampleGrid grid = SampleGrid.Over(subject.Box, Resolution(invocation));
        FieldMesh found = FieldMesher.Extract(subject.Field, grid, options, invocation.Cancellation);
        subject.Require(found);
        if (found.LeavesGrid)
            invocation.Terminal.Insist(
                "the surface leaves the box and is open there; a larger --box closes it where the field was trained.");
        return found;
    }

    private int Resolution(Invocation invocation) => (int)(invocation.Get(_resolution) ?? UsualResolution);

    private void Report(
        Invocation invocation, string output, TriangleMesh mesh, FieldMesh found, MeshSubject subject, double seconds)
    {
        MeshReport report = MeshReport.Of(mesh);
        long bytes = new FileInfo(output).Length;
        invocation.Terminal.Print(FormattableString.Invariant(
            $"{output}: {mesh.VertexCount:N0} vertices, {mesh.TriangleCount:N0} triangles, ") + FormattableString.Invariant(
            $"{(report.IsWatertight ? "watertight" : "open")}, {report.Components} components, {bytes:N0} bytes in {seconds:F2} s"));
        invocation.Terminal.Result(new JsonResult()
            .Add("vertices", mesh.VertexCount).Add("triangles", mesh.TriangleCount)
            .Add("watertight", report.IsWatertight).Add("components", report.Components)
            .Add("seconds", seconds).Add("bytes", bytes).Add("resolution", Resolution(invocation))
            .Add("evaluations", found.Evaluations)
            .Add("meanResidual", found.MeanResidual * subject.ResidualUnit).Add(subject.Quantity, subject.Iso).ToNode());
    }

    private static double? ParseNumber(string text)
        => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
            && double.IsFinite(number) ? number : throw new InputException($"{text} is no number.");

    private static double? ParseRatio(string text)
        => ParseNumber(text) is > 0 and <= 1 and var ratio
            ? ratio
            : throw new InputException($"{text} is out of range, expected above 0 and up to 1.");
}
