using NeuralFields.Descriptions;
using NeuralFields.IO.Fields;
using NeuralFields.Parameters;

namespace NeuralFields.Cli.Commands.Info;

/// <summary>Fields: their sizes, frame, training and tensors.</summary>
internal sealed class FieldDescriber : IFileDescriber
{
    public bool Accepts(string path) => path.EndsWith(".nf", StringComparison.OrdinalIgnoreCase);

    public void Describe(string path, Terminal terminal) => Describe(path, FieldFile.Read(path), terminal);

    /// <summary>Prints a field that has been read.</summary>
    public static void Describe(string path, FieldContents contents, Terminal terminal)
    {
        ParameterLayout layout = contents.Field.Layout();
        long bytes = new FileInfo(path).Length;
        terminal.Print(FormattableString.Invariant(
            $"{contents.Task} field of nf {contents.Version}: {contents.Field.InputCount} inputs, ") +
            FormattableString.Invariant($"{contents.Field.OutputCount} outputs, ") +
            FormattableString.Invariant(
                $"{layout.TrainedCount:N0} parameters, {layout.FrozenCount:N0} frozen, {bytes:N0} bytes"));
        terminal.Print("frame    " + DescriptionWriter.ToLine(Brief(contents.Frame)));
        terminal.Print("training " + DescriptionWriter.ToLine(contents.Training.Without("plan")));
        terminal.Print("metrics  " + DescriptionWriter.ToLine(Brief(contents.Metrics)));
        foreach (ParameterTensor tensor in layout.Tensors)
            terminal.Print($"  {tensor.Name} [{string.Join(", ", tensor.Shape)}]{(tensor.IsTrained ? "" : " frozen")}");
        terminal.Result(new JsonResult()
            .Add("task", contents.Task).Add("version", contents.Version)
            .Add("inputs", contents.Field.InputCount).Add("outputs", contents.Field.OutputCount)
            .Add("parameters", layout.TrainedCount).Add("frozenParameters", layout.FrozenCount).Add("bytes", bytes)
            .Add("frame", contents.Frame).Add("scene", contents.Scene).Add("training", contents.Training)
            .Add("metrics", contents.Metrics)
            .Add("tensors", DescriptionNode.Of([.. layout.Tensors.Select(Describe)])).ToNode());
    }

    /// <summary>For people: lists of records by their number; JSON has them whole.</summary>
    private static DescriptionNode Brief(DescriptionNode node)
    {
        foreach ((string name, DescriptionNode value) in node.Members)
            if (value.Kind == DescriptionKind.Array && value.AsArray(name) is { Count: > 0 } list &&
                list[0].Kind == DescriptionKind.Object)
                node = node.With(name, DescriptionNode.Of(list.Count));
        return node;
    }

    private static DescriptionNode Describe(ParameterTensor tensor) => new JsonResult()
        .Add("name", tensor.Name).Add("shape", DescriptionNode.Of([.. tensor.Shape.Select(s => DescriptionNode.Of(s))]))
        .Add("trained", tensor.IsTrained).ToNode();
}
