using System.CommandLine;
using NeuralFields.Backends;
using NeuralFields.Cli.Evaluations;
using NeuralFields.Cli.Options;
using NeuralFields.Cli.Subjects;
using NeuralFields.IO.Fields;

namespace NeuralFields.Cli.Commands;

/// <summary><c>nf eval FIELD.nf DATA</c>, and <c>nf eval A.obj B.obj</c>.</summary>
internal sealed class EvalCommand : ToolCommand
{
    private readonly Argument<string> _field =
        new("FIELD.nf|MESH") { Description = "A field that nf fit wrote, or a mesh." };
    private readonly Argument<string> _data =
        new("DATA") { Description = "What to judge it by: a picture, a mesh or a point cloud; for a mesh the true one." };

    public EvalCommand() : base(
        "eval", "Judge a field by data, or a mesh by another one.",
        "nf eval photo.nf photo.png --json", "nf eval bunny.glb bunny.obj")
    {
        Add(_field);
        Add(_data);
        Add(SharedOptions.Device);
        Add(SharedOptions.Threads);
    }

    public override IEnumerable<string> HelpNotes =>
    [
        "Surfaces: IoU is of the interiors, from 2^20 uniform points. Chamfer is the mean of both mean distances from",
        "200,000 area-uniform points of one surface to the other, not squared; for a field its mesh of 256 cells is taken.",
        "Normal angles count a flipped normal as 180° less the angle. Errors of distance are |f - d| at 200,000 points",
        "near the surface (sigma 1 % of the longest side). Lengths are in the data's units.", "",
        "Scenes are judged by held-out views, else by those that were trained on. Where poses were learnt (--refine pose),",
        "the scene has moved as a whole with its cameras' mean error: one turn, shift and growth takes all held-out cameras",
        "along, found from their pictures and no larger than training's own; the PSNR without it is given, too.", "",
        .. base.HelpNotes,
    ];

    protected override int Run(Invocation invocation)
    {
        (string tested, string data) = (invocation.Get(_field)!, invocation.Get(_data)!);
        int? threads = (int?)invocation.Get(SharedOptions.Threads);
        Quality quality = tested.EndsWith(".nf", StringComparison.OrdinalIgnoreCase)
            ? JudgeField(tested, data, threads, invocation)
            : MeshEvaluation.Judge(tested, data, threads ?? 0);
        invocation.Terminal.Print(quality.Line);
        invocation.Terminal.Result(quality.Members);
        return ExitCode.Done;
    }

    private static Quality JudgeField(string path, string data, int? threads, Invocation invocation)
    {
        FieldContents contents = FieldFile.Read(path);
        FieldEvaluation evaluation = FieldEvaluation.Of(contents);
        using IBackend backend = BackendCatalog.Open(invocation.Get(SharedOptions.Device), threads);
        invocation.Terminal.Say(BackendCatalog.Describe(backend.Info));
        using IFieldProgram program = backend.Compile(contents.Field);
        program.SetParameters(contents.Parameters);
        return evaluation.Judge(contents, data, program, threads ?? 0);
    }
}
