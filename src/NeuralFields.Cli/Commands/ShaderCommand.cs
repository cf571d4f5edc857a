using System.CommandLine;
using System.Text;
using NeuralFields.Cli.Options;
using NeuralFields.Codegen;
using NeuralFields.Fields.Emission;
using NeuralFields.IO;
using NeuralFields.IO.Fields;

namespace NeuralFields.Cli.Commands;

/// <summary><c>nf shader FIELD.nf --dialect glsl|opencl [-o FILE]</c>.</summary>
internal sealed class ShaderCommand : ToolCommand
{
    private static readonly string s_dialects = string.Join(" or ", Dialect.All.Select(d => d.Name));

    private readonly Argument<string> _field = new("FIELD.nf") { Description = "A trained field." };

    private readonly Option<Dialect?> _dialect =
        OptionOf.Value("--dialect", "NAME", $"Language: {s_dialects} ({Dialect.All[0].Name}).", Dialect.Find);

    private readonly Option<string?> _output =
        OptionOf.Text("--output", "FILE", "File of the text; without it the text is printed.", "-o");

    private readonly Option<bool> _unrolled =
        OptionOf.Flag("--unrolled", "Write the loops of layers out, as the viewer has them.");

    public ShaderCommand() : base(
        "shader", "Print a field as functions of a shading language.", "nf shader photo.nf --dialect glsl -o photo.glsl")
    {
        Add(_field);
        Add(_dialect);
        Add(_output);
        Add(_unrolled);
    }

    protected override int Run(Invocation invocation)
    {
        Dialect dialect = invocation.Get(_dialect) ?? Dialect.All[0];
        FieldContents contents = FieldFile.Read(invocation.Get(_field)!);
        string text = dialect.FirstLine + FieldText.Emit(contents.Field, dialect, unrolled: invocation.Get(_unrolled));
        JsonResult result = new JsonResult().Add("dialect", dialect.Name).Add("parameters", contents.Parameters.Length);
        if (invocation.Get(_output) is string path)
        {
            OutputFile.Write(path, stream => stream.Write(Encoding.ASCII.GetBytes(text)));
            result.Add("output", path);
        }
        else
        {
            string[] lines = invocation.Terminal.Json ? [] : text.TrimEnd('\n').Split('\n');
            foreach (string line in lines) invocation.Terminal.Print(line);
            result.Add("text", text);
        }
        invocation.Terminal.Result(result.ToNode());
        return ExitCode.Done;
    }
}
