using System.CommandLine;
using System.Text.Json;
using NeuralFields.Cli.Commands;
using NeuralFields.Presets;

namespace NeuralFields.Cli.Tests;

public sealed class CommandLineTests : IDisposable
{
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Theory]
    [InlineData("fit image PHOTO -o a.nf --stepz 5", "did you mean \"--steps\"?")]
    [InlineData("fit image PHOTO -o a.nf --steps five", "--steps is five, expected a whole number")]
    [InlineData("fit image PHOTO -o a.nf --steps 0", "--steps is 0, expected a whole number")]
    [InlineData("fit image PHOTO -o a.nf --seconds -1", "--seconds is -1, expected a number above 0")]
    [InlineData("fit image PHOTO -o a.nf --steps 5 --seconds 5", "expected one of them")]
    [InlineData("fit image PHOTO -o a.nf --sign winding", "unknown option \"--sign\"")]
    [InlineData("fit image PHOTO", "there is no output, expected -o")]
    [InlineData("fit image none.png -o a.nf", "no such file")]
    [InlineData("fit image PHOTO -o none/a.nf", "there is no folder")]
    [InlineData("fit image PHOTO -o a.nf --preset hashgird", "did you mean \"hashgrid\"?")]
    [InlineData("fit image PHOTO -o a.nf --device opencl:x", "--device opencl:x: x is no number")]
    [InlineData("fit image PHOTO -o a.nf --device cuda", "unknown device \"cuda\"")]
    [InlineData("fit image PHOTO -o a.nf --holdout 1", "--holdout: holdout is 1")]
    [InlineData("fit image PHOTO -o a.nf --set training.seed", "expected key=value")]
    [InlineData("fit image PHOTO -o a.nf --set training.sed=1", "--set training.sed: unknown key")]
    [InlineData("fit image PHOTO -o a.nf --preset siren --finest 64", "--finest: unknown key \"finest_resolution\"")]
    [InlineData("fit image PHOTO -o a.nf --report a.txt", "expected .html")]
    [InlineData("fit image PHOTO -o PHOTO", "data or another output")]
    [InlineData("fit image PHOTO -o a.png", "expected .nf")]
    [InlineData("fit image PHOTO -o a.nf --set output.reconstruction=PHOTO", "data or another output")]
    [InlineData("fit image PHOTO -o a.nf --resume", "no checkpoint")]
    [InlineData("fit sdf bunny.obj -o a.nf", "the file cannot be read")]
    [InlineData("fit radiance fox -o a.nf --holdout 8", "fox")]
    [InlineData("fit photo.png -o a.nf", "nf fit image photo.png")]
    [InlineData("fit", "expected a task")]
    [InlineData("render PHOTO -o r.png", "not a sound safetensors file")]
    [InlineData("render none.nf", "there is no output")]
    [InlineData("render none.nf -o r.png --size 5", "--size: 5 is no size")]
    [InlineData("render none.nf -o r.png --size 1000000x1000000", "is no size")]
    [InlineData("render none.nf -o r.xyz", "r.xyz")]
    [InlineData("render none.nf -o r.jpg", "JPEG is only read")]
    [InlineData("render none.nf -o none/r.png", "there is no folder")]
    [InlineData("show a.nf -o a.glb", "unknown command \"show\"")]
    [InlineData("--jsn", "expected one of --help, --version, --json, --quiet; did you mean")]
    [InlineData("eval none.nf PHOTO", "no such file")]
    [InlineData("info none.nf", "no such file")]
    [InlineData("info", "Required argument 'FIELD.nf|DATA' missing")]
    [InlineData("shader none.nf", "no such file")]
    [InlineData("shader none.nf --dialect hlsl", "--dialect: unknown dialect \"hlsl\"")]
    [InlineData("bench nothing", "unknown group \"nothing\"")]
    [InlineData("completion tcsh", "unknown shell \"tcsh\"")]
    [InlineData("rendr a.nf", "did you mean \"render\"?")]
    public void Mistakes_are_one_line_and_exit_code_2(string line, string part)
    {
        ToolRun run = ToolRun.Of(
            [.. line.Split(' ').Select(w => w == "a.nf" ? _place["a.nf"] : w.Replace("PHOTO", _place.Photo, StringComparison.Ordinal))]);
        Assert.Equal(2, run.Code);
        Assert.Equal("", run.Output);
        string message =
            Assert.Single(run.Error.TrimEnd().Split('\n'), l => l.StartsWith("nf: ", StringComparison.Ordinal));
        Assert.Contains(part, message, StringComparison.Ordinal);
        Assert.DoesNotContain("System.", run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(_place["a.nf"]));
    }

    public static TheoryData<string> Commands
        => [.. Flatten(CommandLine.Root()).OfType<ToolCommand>().Where(c => !c.Hidden).Select(
            c => c is { Parents: var p } && p.OfType<ToolCommand>().Any() ? "fit " + c.Name : c.Name)];

    [Theory, MemberData(nameof(Commands))]
    public void Every_command_has_help_with_an_example(string command)
    {
        ToolRun run = ToolRun.Of([.. command.Split(' '), "--help"]);
        Assert.Equal(0, run.Code);
        Assert.Contains("Usage:", run.Output, StringComparison.Ordinal);
        Assert.Contains("Example:", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_help_of_fit_image_lists_the_presets()
        => Assert.All(ImagePreset.All,
            p => Assert.Contains(p.Summary, ToolRun.Of("fit", "image", "--help").Output, StringComparison.Ordinal));

    [Theory]
    [InlineData("devices", "devices")]
    [InlineData("doctor", "laneWidth")]
    [InlineData("completion bash", "script")]
    [InlineData("bench peak", null)]
    public void Json_is_one_object_on_the_last_line(string command, string? member)
    {
        ToolRun run = ToolRun.Of([.. command.Split(' '), "--json"]);
        Assert.Equal(0, run.Code);
        Assert.Single(run.Output.TrimEnd().Split('\n'));
        Assert.Equal(JsonValueKind.Object, run.Json.ValueKind);
        if (member is not null) Assert.True(run.Json.TryGetProperty(member, out _));
    }

    [Fact]
    public void Words_are_suggested()
        => Assert.Contains(
            "--steps", ToolRun.Of("[suggest:18]", "nf fit image --ste").Output, StringComparison.Ordinal);

    private static IEnumerable<Command> Flatten(Command command)
        => command.Subcommands.SelectMany(Flatten).Prepend(command);
}
