using System.CommandLine;
using System.Text;
using NeuralFields.Cli.Options;
using NeuralFields.IO;
using NeuralFields.IO.Fields;
using NeuralFields.OpenCL;
using NeuralFields.Scenes;

namespace NeuralFields.Cli.Commands;

/// <summary><c>nf kernel FIELD.nf --kernel infer|differentiate|train</c>.</summary>
internal sealed class KernelCommand : ToolCommand
{
    private static readonly string s_kernels = string.Join(", ", KernelText.Names);

    private readonly Argument<string> _field = new("FIELD.nf") { Description = "A trained field." };

    private readonly Option<string?> _kernel =
        OptionOf.Text("--kernel", "NAME", $"What the kernels do: {s_kernels} ({KernelText.Names[0]}).");

    private readonly Option<string?> _device = OptionOf.Text(
        "--device", "opencl[:N]", "Device that the text is for; vectors of 16 samples where not given.");

    private readonly Option<bool> _compile =
        OptionOf.Flag("--compile", "Build the text on the device, for its messages.");

    private readonly Option<string?> _output =
        OptionOf.Text("--output", "FILE", "File of the text; without it the text is printed.", "-o");

    public KernelCommand() : base(
        "kernel", "Print the OpenCL kernels of a field.", "nf kernel photo.nf --kernel train -o photo.cl",
        "nf kernel photo.nf --kernel infer --device opencl --compile -o photo.cl")
    {
        Add(_field);
        Add(_kernel);
        Add(_device);
        Add(_compile);
        Add(_output);
    }

    protected override int Run(Invocation invocation)
    {
        string kernel = invocation.Get(_kernel) ?? KernelText.Names[0];
        string? name = invocation.Get(_device);
        if (invocation.Get(_compile)) name ??= "opencl";
        OpenClDevice? device = name is null ? null : BackendCatalog.FindOpenCl(name);
        FieldContents contents = FieldFile.Read(invocation.Get(_field)!);
        string text = KernelText.Emit(
            contents.Field, kernel, Scene.ReadStored(contents.Task, contents.Scene).Fit.Training, device);
        JsonResult result = new JsonResult().Add("kernel", kernel);
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
        if (invocation.Get(_compile)) Compile(invocation.Terminal, device!, kernel, text, result);
        invocation.Terminal.Result(result.ToNode());
        return ExitCode.Done;
    }

    private static void Compile(Terminal terminal, OpenClDevice device, string kernel, string text, JsonResult result)
    {
        double seconds = KernelText.Compile(device, kernel, text);
        terminal.Say(FormattableString.Invariant($"{device}: {kernel} built in {seconds:F2} s"));
        result.Add("device", device.Id).Add("seconds", seconds);
    }
}
