using System.Security.Cryptography;
using NeuralFields.Cli.Subjects;
using NeuralFields.Descriptions;
using NeuralFields.IO;
using NeuralFields.IO.Fields;
using NeuralFields.Scenes;
using NeuralFields.Training;

namespace NeuralFields.Cli.Training;

/// <summary>What a fit reads from and writes into its files beside the field itself.</summary>
internal static class FitFiles
{
    /// <summary>The member of a checkpoint's training that holds <see cref="Fingerprint"/>.</summary>
    public const string DataKey = "data";

    /// <summary>Makes the folders that a scene file names, since it was written for any machine.</summary>
    /// <exception cref="InputException">A folder cannot be made.</exception>
    public static void MakeFolders(SceneOutput output)
    {
        foreach (string? path in (string?[])[output.Field, output.Reconstruction, output.Report, output.Log])
            if (path is not null && Path.GetDirectoryName(path) is { Length: > 0 } folder) OutputFolder.Make(folder);
    }

    /// <summary>
    /// Refuses outputs that could not be written once the training is over, or would replace the data.
    /// </summary>
    /// <exception cref="InputException">A folder is absent, a name has another ending or is taken twice.</exception>
    public static void RequireOutputs(Scene scene)
    {
        SceneOutput output = scene.Output;
        HashSet<string> taken = scene.Data is { } data ? [Path.GetFullPath(data)] : [];
        foreach (string? path in (string?[])[output.Field, output.Reconstruction, output.Report, output.Log])
        {
            if (path is null) continue;
            OutputFolder.RequirePlace(path);
            // A log grows in place; the others are written beside and renamed.
            if (path != output.Log) OutputFile.RequirePlace(path);
            if (!taken.Add(Path.GetFullPath(path)))
                throw new InputException(
                    $"{path}: this is the data or another output already, expected a name of its own.");
        }
        RequireEnding(output.Field, ".nf");
        if (output.Reconstruction is { } picture) ImageFile.RequireWritable(picture);
        RequireEnding(output.Report, ".html", ".htm");
        RequireEnding(output.Log, ".csv", ".jsonl");
    }

    /// <summary>What repeats a training: steps, plan and seed.</summary>
    public static DescriptionNode Describe(TrainingSpec resolved) => DescriptionNode.Of(
    [
        new("steps", DescriptionNode.Of(resolved.Steps)),
        new("seed", DescriptionNode.Of(resolved.Seed)),
        new("plan", DescriptionNode.Of([.. resolved.Plan.Select(WriteKnot)])),
    ]);

    /// <summary>
    /// The training to go on with: by the clock, the plan of the steps already done comes from the checkpoint.
    /// </summary>
    public static TrainingSpec Continued(Scene scene, Checkpoint checkpoint)
    {
        TrainingSpec spec = scene.Fit.Training;
        if (scene.Seconds is null) return spec;
        DescriptionNode plan = checkpoint.Contents.Training["plan"]
            ?? throw new InputException("the checkpoint has no plan. Start again without --resume.");
        Scene planned =
            Scene.Read(scene, DescriptionNode.Of([new("training", DescriptionNode.Of([new("plan", plan)]))]));
        return planned.Fit.Training;
    }

    /// <summary>Reads a checkpoint that belongs to a scene.</summary>
    /// <exception cref="InputException">There is none, it is broken, or it was made with other settings.</exception>
    public static Checkpoint ReadCheckpoint(string path, FitSubject subject)
    {
        if (!File.Exists(path))
            throw new InputException($"{path}: there is no checkpoint to go on from. Leave out --resume.");
        Checkpoint checkpoint = CheckpointFile.Read(path);
        if (Difference("", checkpoint.Contents.Scene, subject.Scene.WithoutFiles.Write()) is { } key)
            throw new InputException(
                $"{path}: the checkpoint was made with another {key}. Give the same settings, or leave out --resume.");
        if (checkpoint.Contents.Training[DataKey]?.Text != subject.Fingerprint.Text)
            throw new InputException(
                $"{path}: the checkpoint was made from other data. Give the same, or leave out --resume.");
        return checkpoint;
    }

    /// <summary>A hash of data, by which a checkpoint knows it.</summary>
    public static DescriptionNode Fingerprint(ReadOnlySpan<byte> data)
        => DescriptionNode.Of(Convert.ToHexString(SHA256.HashData(data)));

    /// <summary>The first key in which two descriptions differ, or null.</summary>
    private static string? Difference(string path, DescriptionNode one, DescriptionNode other)
    {
        if (one.Kind != DescriptionKind.Object || other.Kind != DescriptionKind.Object)
            return DescriptionWriter.ToLine(one) == DescriptionWriter.ToLine(other) ? null : path.TrimStart('.');
        foreach (string key in one.Members.Concat(other.Members).Select(m => m.Key).Distinct())
            if (Difference(
                $"{path}.{key}", one[key] ?? DescriptionNode.Null(), other[key] ?? DescriptionNode.Null()) is { } found)
                return found;
        return null;
    }

    private static void RequireEnding(string? path, params string[] endings)
    {
        if (path is not null && !endings.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase))
            throw new InputException(
                $"{path}: the name ends in '{Path.GetExtension(path)}', expected {string.Join(" or ", endings)}.");
    }

    private static DescriptionNode WriteKnot(ProgressKnot knot)
        => DescriptionNode.Of(
            (IReadOnlyList<DescriptionNode>)[DescriptionNode.Of(knot.Step), DescriptionNode.Of(knot.Progress)]);
}
