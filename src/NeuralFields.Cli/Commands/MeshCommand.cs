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
using NeuralFields.Scenes;
using NeuralFields.Tasks;

namespace NeuralFields.Cli.Commands;

/// <summary><c>nf mesh FIELD.nf -o out.glb</c>.</summary>
internal sealed class MeshCommand : ToolCommand
{
    private const int UsualResolution = 256;

    private readonly Argument<string> _field = new("FIELD.nf") { Description = "A field of a surface." };
    private readonly Option<string?> _output =
        OptionOf.Text("--output", "FILE", "Mesh: .glb, .gltf, .ply, .obj or .stl.", "-o");
    private readonly Option<long?> _resolution =
        OptionOf.Whole("--resolution", "N", $"Cells along the longest side of the box ({UsualResolution}).", 1,
            SampleGrid.MaxCount - 1);

    private readonly Option<double?> _iso =
        OptionOf.Value<double?>(
            "--iso", "V", "Distance of the surface, in the shape's units, above 0 outside (0).", text => ParseNumber(text));

    private readonly Option<Box3?> _box = OptionOf.Value<Box3?>(
        "--box", "x0,y0,z0,x1,y1,z1", "Where to look, in the shape's units; its own box where not given.",
        text => MeshBox.Parse(text));

    private readonly Option<MeshAxes?> _frame = OptionOf.Value<MeshAxes?>(
        "--frame", "field|dataset|y-up", "Coordinates of the mesh: those of the data (default) or of the field, or z turned to y.",
        text => MeshFrame.Parse(text));

    private readonly Option<double?> _simplify = OptionOf.Value<double?>(
        "--simplify", "RATIO", "Part of the triangles to keep, such as 0.1.", text => ParseRatio(text));

    private readonly Option<bool> _largest = OptionOf.Flag("--largest", "Keep the largest component alone.");
    private readonly Option<bool> _colors = OptionOf.Flag("--colors", "Give vertices the field's colours.");

    public MeshCommand()
        : base("mesh", "Make a triangle mesh of a field's surface.", "nf mesh bunny.nf -o bunny.glb --resolution 512 --simplify 0.1")
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
        RequireTask(contents, path);
        if (invocation.Get(_colors))
            throw new InputException($"--colors: {path} has no colour, only a distance. Leave the option out.");
        SurfaceFrame frame = SurfaceFrame.Read(contents.Frame);
        FieldMesh found = Extract(invocation, contents, frame);
        (TriangleMesh mesh, MeshWriteOptions options) = MeshFrame.Place(
            found.Mesh, frame, invocation.Get(_frame) ?? MeshAxes.Dataset, MeshFormats.WriterFor(output));
        MeshFile.Write(output, mesh, options);
        Report(invocation, output, mesh, found, frame, watch.Elapsed.TotalSeconds);
        return ExitCode.Done;
    }

    private static void RequireTask(FieldContents contents, string path)
    {
        if (contents.Task != SceneTask.Surface.Name)
            throw new InputException(
                $"{path}: the field is of the task {contents.Task}, expected {SceneTask.Surface.Name}: " +
                "only a field of distances has a surface.");
    }

    private string RequireOutput(Invocation invocation)
    {
        string output = invocation.Get(_output) ?? throw new InputException("nf mesh: there is no output, expected -o out.glb.");
        MeshFile.RequireWritable(output);
        OutputFolder.RequirePlace(output);
        return output;
    }

    private FieldMesh Extract(Invocation invocation, FieldContents contents, SurfaceFrame frame)
    {
        double iso = invocation.Get(_iso) ?? 0;
        Box3 box = MeshBox.InField(frame, invocation.Get(_box), iso, invocation.Terminal.Say);
        SampleGrid grid = SampleGrid.Over(box, Resolution(invocation));
        int? threads = (int?)invocation.Get(SharedOptions.Threads);
        using IBackend backend = BackendCatalog.Open(invocation.Get(SharedOptions.Device), threads);
        invocation.Terminal.Say(BackendCatalog.Describe(backend.Info));
        using IFieldProgram program = backend.Compile(contents.Field);
        program.SetParameters(contents.Parameters);
        MeshingOptions options = new()
        {
            Level = (float)(iso * frame.Placement.Scale),
            LargestOnly = invocation.Get(_largest),
            SimplifyRatio = invocation.Get(_simplify) ?? 1,
            Threads = threads ?? 0,
        };
        FieldMesh found = FieldMesher.Extract(new DistanceField(program), grid, options, invocation.Cancellation);
        RequireSurface(found, iso, frame);
        if (found.LeavesGrid)
            invocation.Terminal.Insist(
                "the surface leaves the box and is open there; a larger --box closes it where the field was trained.");
        return found;
    }

    private static void RequireSurface(FieldMesh found, double iso, SurfaceFrame frame)
    {
        if (found.Mesh.TriangleCount > 0) return;
        if (found.Min > found.Max)
            throw new InputException("the field gives no numbers in the box, expected distances. Make the field again.");
        double unit = 1 / frame.Placement.Scale;
        throw new InputException(string.Create(CultureInfo.InvariantCulture,
            $"there is no surface at distance {iso}: the field is {found.Min * unit:G4} to {found.Max * unit:G4} in the box, ") +
            "expected values on both sides. Change --iso or --box.");
    }

    private int Resolution(Invocation invocation) => (int)(invocation.Get(_resolution) ?? UsualResolution);

    private void Report(
        Invocation invocation, string output, TriangleMesh mesh, FieldMesh found, SurfaceFrame frame, double seconds)
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
            .Add("meanResidual", found.MeanResidual / frame.Placement.Scale).ToNode());
    }

    private static double? ParseNumber(string text)
        => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
            && double.IsFinite(number) ? number : throw new InputException($"{text} is no number.");

    private static double? ParseRatio(string text)
        => ParseNumber(text) is > 0 and <= 1 and var ratio
            ? ratio
            : throw new InputException($"{text} is out of range, expected above 0 and up to 1.");
}
