using System.Globalization;
using System.Reflection;
using NeuralFields.Descriptions;
using NeuralFields.Fields;
using NeuralFields.Parameters;

namespace NeuralFields.IO.Fields;

/// <summary>
/// Field files: safetensors with one F32 tensor per tensor of the field's layout, in logical shapes, and its
/// description as JSON in the metadata. The same field gives the same bytes: there is no time, date, thread count or
/// path in it.
/// </summary>
public static class FieldFile
{
    private const string FieldKey = "nf.field", TaskKey = "nf.task", VersionKey = "nf.version";
    private const string FrameKey = "nf.frame", SceneKey = "nf.scene";
    private const string OccupiedName = "occupied_cells";
    private const int MaxOccupied = 8 * 2 * 32 * 32 * 32;
    private const string TrainingKey = "nf.training", MetricsKey = "nf.metrics";

    /// <summary>The version of this program, such as 0.1.0.</summary>
    public static string ProgramVersion { get; } =
        typeof(FieldFile).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    /// <summary>Writes a field; a file of that name is replaced when the new one is complete.</summary>
    /// <exception cref="InputException">The file cannot be written.</exception>
    public static void Write(string path, FieldContents contents)
        => OutputFile.Write(
            path, stream => SafetensorsWriter.Write(stream, Metadata(contents), [.. Tensors(contents)]));

    /// <summary>Reads a field.</summary>
    /// <exception cref="InputException">The file is absent, broken, or no field of this program.</exception>
    public static FieldContents Read(string path)
    {
        using FileStream stream = InputFile.Open(path);
        return Read(stream, path);
    }

    /// <summary>Reads a field.</summary>
    /// <param name="stream">A file; must be able to seek.</param>
    /// <param name="source">What messages call it.</param>
    /// <exception cref="InputException">The file is broken or no field of this program.</exception>
    public static FieldContents Read(Stream stream, string source)
    {
        SafetensorsReader reader = new(stream, source);
        FieldContents contents = ReadContents(reader, source);
        int known = contents.Field.Layout().Tensors.Length + (contents.OccupiedCells.Length > 0 ? 1 : 0);
        return reader.Tensors.Length == known
            ? contents
            : throw new InputException(
                $"{source}: the file has {reader.Tensors.Length} tensors, expected the {known} of its field. " +
                "A checkpoint is finished with nf fit --resume.");
    }

    /// <summary>Reads the field of a field file or checkpoint; more tensors may stand beside it.</summary>
    internal static FieldContents ReadContents(SafetensorsReader reader, string source)
    {
        FieldSpec field = FieldSpecJson.Read(Parse(reader, FieldKey, source));
        return new FieldContents(field, ReadTensors(reader, "", field.Layout(), source))
        {
            Task = Text(reader, TaskKey, source),
            Version = Text(reader, VersionKey, source),
            Frame = Parse(reader, FrameKey, source),
            Scene = Parse(reader, SceneKey, source),
            Training = Parse(reader, TrainingKey, source),
            Metrics = Parse(reader, MetricsKey, source),
            OccupiedCells = ReadOccupied(reader, source),
        };
    }

    private static ulong[] ReadOccupied(SafetensorsReader reader, string source)
    {
        if (reader.Find(OccupiedName) is not { } info) return [];
        if (info.Count > MaxOccupied || info.Count % 2 != 0)
            throw new InputException(
                $"{source}: tensor {OccupiedName} has {info.Count} numbers, expected an even number up to {MaxOccupied}.");
        int[] halves = new int[info.Count];
        reader.Read(info, halves.AsSpan());
        ulong[] words = new ulong[halves.Length / 2];
        for (int i = 0; i < words.Length; i++) words[i] = (uint)halves[2 * i] | ((ulong)(uint)halves[(2 * i) + 1] << 32);
        return words;
    }

    /// <summary>Words as pairs of 32 bits, the lower half first, on any machine.</summary>
    private static SafetensorData Occupied(ulong[] words)
    {
        int[] halves = [.. words.SelectMany(w => (int[])[(int)(uint)w, (int)(uint)(w >> 32)])];
        return SafetensorData.Of(OccupiedName, [halves.Length], halves);
    }

    /// <summary>The metadata of a field.</summary>
    internal static Dictionary<string, string> Metadata(FieldContents contents) => new(StringComparer.Ordinal)
    {
        ["format"] = "nf",
        [VersionKey] = ProgramVersion,
        [TaskKey] = contents.Task,
        [FieldKey] = DescriptionWriter.ToLine(FieldSpecJson.Write(contents.Field)),
        [FrameKey] = DescriptionWriter.ToLine(contents.Frame),
        [SceneKey] = DescriptionWriter.ToLine(contents.Scene),
        [TrainingKey] = DescriptionWriter.ToLine(contents.Training),
        [MetricsKey] = DescriptionWriter.ToLine(contents.Metrics),
    };

    /// <summary>The tensors of a field.</summary>
    internal static IEnumerable<SafetensorData> Tensors(FieldContents contents)
        => Split("", contents.Field.Layout(), contents.Parameters)
            .Concat(contents.OccupiedCells.Length > 0 ? [Occupied(contents.OccupiedCells)] : []);

    /// <summary>A flat vector in the layout's tensors, each with a prefix to its name.</summary>
    internal static IEnumerable<SafetensorData> Split(string prefix, ParameterLayout layout, float[] values)
        => layout.Tensors.Select(t => SafetensorData.Of(prefix + t.Name, t.Shape, values.AsSpan(t.Offset, t.Count)));

    /// <summary>The flat vector of tensors with a prefix to their names.</summary>
    internal static float[] ReadTensors(SafetensorsReader reader, string prefix, ParameterLayout layout, string source)
    {
        SafetensorInfo[] infos = [.. layout.Tensors.Select(t => Require(reader, prefix + t.Name, t, source))];
        float[] values = new float[layout.Count];
        for (int i = 0; i < infos.Length; i++)
            reader.Read(infos[i], values.AsSpan(layout.Tensors[i].Offset, layout.Tensors[i].Count));
        return values;
    }

    /// <summary>A tensor of the file that has the shape the layout asks for.</summary>
    internal static SafetensorInfo Require(
        SafetensorsReader reader, string name, ParameterTensor expected, string source)
    {
        string shape = SafetensorInfo.ShapeToText(expected.Shape.Select(s => (long)s));
        SafetensorInfo found = reader.Find(name)
            ?? throw new InputException($"{source}: tensor {name} of shape {shape} is missing. Make the file again.");
        return found.ShapeText == shape
            ? found
            : throw new InputException(
                $"{source}: tensor {name} has shape {found.ShapeText}, expected {shape}. Make the file again.");
    }

    /// <summary>A text of the metadata.</summary>
    internal static string Text(SafetensorsReader reader, string key, string source)
        => reader.Metadata.TryGetValue(key, out string? text)
            ? text
            : throw new InputException(string.Create(CultureInfo.InvariantCulture,
                $"{source}: its metadata has no {key}; expected a field that nf fit wrote."));

    /// <summary>A description of the metadata.</summary>
    internal static DescriptionNode Parse(SafetensorsReader reader, string key, string source)
        => DescriptionReader.Read(Text(reader, key, source), $"{source}: {key}", DescriptionSyntax.Strict);
}
