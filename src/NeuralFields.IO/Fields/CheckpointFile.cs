using System.Globalization;
using NeuralFields.Descriptions;
using NeuralFields.Parameters;
using NeuralFields.Training;

namespace NeuralFields.IO.Fields;

/// <summary>
/// Checkpoints: a field file with the optimiser's tensors beside it — <c>state.0/…</c>, <c>counts/…</c>,
/// <c>average/…</c> before the tensor's name — and the step in the metadata. Where rays are trained, <c>occupancy</c> is
/// what is known of each cell, and <c>cameras</c> and <c>latents</c> what was learnt of the views.
/// </summary>
public static class CheckpointFile
{
    /// <summary>What is added to a field file's name.</summary>
    public const string Extension = ".checkpoint";

    private const string StateKey = "nf.state";
    private const string CountsPrefix = "counts/", AveragePrefix = "average/";
    private const string OccupancyName = "occupancy", CamerasName = "cameras", LatentsName = "latents", CountersKey = "counters";
    private const int MaxArrays = 8, MaxCounters = 16;

    /// <summary>Writes a checkpoint; the last one stays until this one is complete.</summary>
    /// <exception cref="InputException">The file cannot be written.</exception>
    public static void Write(string path, Checkpoint checkpoint)
    {
        ArgumentNullException.ThrowIfNull(checkpoint);
        Dictionary<string, string> metadata = FieldFile.Metadata(checkpoint.Contents);
        metadata[StateKey] = DescriptionWriter.ToLine(Describe(checkpoint));
        OutputFile.Write(path, stream => SafetensorsWriter.Write(stream, metadata, [.. Tensors(checkpoint)]));
    }

    /// <summary>Reads a checkpoint.</summary>
    /// <exception cref="InputException">The file is absent, broken or no checkpoint.</exception>
    public static Checkpoint Read(string path)
    {
        using FileStream stream = InputFile.Open(path);
        return Read(stream, path);
    }

    /// <summary>Reads a checkpoint.</summary>
    /// <param name="stream">A file; must be able to seek.</param>
    /// <param name="source">What messages call it.</param>
    /// <exception cref="InputException">The file is broken or no checkpoint.</exception>
    public static Checkpoint Read(Stream stream, string source)
    {
        SafetensorsReader reader = new(stream, source);
        DescriptionNode state = FieldFile.Parse(reader, StateKey, source);
        FieldContents contents = FieldFile.ReadContents(reader, source);
        ParameterLayout layout = contents.Field.Layout();
        float[][] arrays = [.. Enumerable.Range(0, (int)Whole(state, "arrays", MaxArrays))
            .Select(i => FieldFile.ReadTensors(reader, StatePrefix(i), layout, source))];
        return new Checkpoint(
            contents,
            new TrainingState(
                Whole(state, "step", 1L << 50),
                arrays,
                Flag(state, "counts") ? ReadCounts(reader, layout, source) : [],
                Flag(state, "average") ? FieldFile.ReadTensors(reader, AveragePrefix, layout, source) : [])
            {
                Occupancy = ReadRun(reader, OccupancyName),
                Cameras = ReadRun(reader, CamerasName),
                Latents = ReadRun(reader, LatentsName),
                Counters = ReadCounters(state),
            },
            Seconds(state));
    }

    private static DescriptionNode Describe(Checkpoint checkpoint) => DescriptionNode.Of(
    [
        new("step", DescriptionNode.Of(checkpoint.State.Step)),
        new("seconds", DescriptionNode.Of(checkpoint.Seconds)),
        new("arrays", DescriptionNode.Of(checkpoint.State.OptimizerState.Length)),
        new("counts", DescriptionNode.Of(checkpoint.State.UpdateCounts.Length > 0)),
        new("average", DescriptionNode.Of(checkpoint.State.Average.Length > 0)),
        .. Counters(checkpoint.State),
    ]);

    // As text: a description's numbers are doubles, which have fewer digits.
    private static IEnumerable<KeyValuePair<string, DescriptionNode>> Counters(TrainingState state)
        => state.Counters.Length == 0 ? []
            : [new(CountersKey, DescriptionNode.Of(string.Join(' ', state.Counters.Select(c => c.ToString(CultureInfo.InvariantCulture)))))];

    private static long[] ReadCounters(DescriptionNode state)
    {
        if (state[CountersKey] is not { } node) return [];
        string[] words = node.AsString(CountersKey).Split(' ', MaxCounters);
        long[] counters = new long[words.Length];
        for (int i = 0; i < counters.Length; i++)
            if (!long.TryParse(words[i], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out counters[i]))
                throw node.Wrong(CountersKey, "whole numbers");
        return counters;
    }

    private static float[] ReadRun(SafetensorsReader reader, string name)
    {
        if (reader.Find(name) is not { } info) return [];
        float[] numbers = new float[info.Count];
        reader.Read(info, numbers.AsSpan());
        return numbers;
    }

    private static IEnumerable<SafetensorData> Tensors(Checkpoint checkpoint)
    {
        ParameterLayout layout = checkpoint.Contents.Field.Layout();
        TrainingState state = checkpoint.State;
        IEnumerable<SafetensorData> tensors = FieldFile.Tensors(checkpoint.Contents);
        for (int i = 0; i < state.OptimizerState.Length; i++)
            tensors = tensors.Concat(FieldFile.Split(StatePrefix(i), layout, state.OptimizerState[i]));
        if (state.UpdateCounts.Length > 0)
            tensors = tensors.Concat(layout.Tensors.Select(
                t => SafetensorData.Of(CountsPrefix + t.Name, t.Shape, state.UpdateCounts.AsSpan(t.Offset, t.Count))));
        foreach ((string name, float[] numbers) in
            new[] { (OccupancyName, state.Occupancy), (CamerasName, state.Cameras), (LatentsName, state.Latents) })
            if (numbers.Length > 0) tensors = tensors.Append(SafetensorData.Of(name, [numbers.Length], numbers));
        return state.Average.Length == 0
            ? tensors : tensors.Concat(FieldFile.Split(AveragePrefix, layout, state.Average));
    }

    private static int[] ReadCounts(SafetensorsReader reader, ParameterLayout layout, string source)
    {
        SafetensorInfo[] infos =
            [.. layout.Tensors.Select(t => FieldFile.Require(reader, CountsPrefix + t.Name, t, source))];
        int[] counts = new int[layout.Count];
        for (int i = 0; i < infos.Length; i++)
            reader.Read(infos[i], counts.AsSpan(layout.Tensors[i].Offset, layout.Tensors[i].Count));
        return counts.Any(c => c < 0)
            ? throw new InputException($"{source}: an update count is negative. Start again without --resume.")
            : counts;
    }

    private static string StatePrefix(int index) => string.Create(CultureInfo.InvariantCulture, $"state.{index}/");

    private static DescriptionNode Member(DescriptionNode state, string key)
        => state[key] ?? throw state.Mistake($"the checkpoint's state has no \"{key}\". Start again without --resume.");

    private static long Whole(DescriptionNode state, string key, long max)
        => Member(state, key).AsInteger(key) is var value && value >= 0 && value <= max
            ? value
            : throw Member(state, key).Wrong(key, $"a whole number from 0 to {max}");

    private static double Seconds(DescriptionNode state)
        => Member(state, "seconds").AsNumber("seconds") is >= 0 and var value
            ? value
            : throw Member(state, "seconds").Wrong("seconds", "a number from 0");

    private static bool Flag(DescriptionNode state, string key) => Member(state, key).AsBoolean(key);
}
