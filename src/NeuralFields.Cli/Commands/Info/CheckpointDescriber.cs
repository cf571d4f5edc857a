using NeuralFields.IO.Fields;

namespace NeuralFields.Cli.Commands.Info;

/// <summary>Checkpoints: how far the training is, and the field.</summary>
internal sealed class CheckpointDescriber : IFileDescriber
{
    public bool Accepts(string path)
        => path.EndsWith(".nf" + CheckpointFile.Extension, StringComparison.OrdinalIgnoreCase);

    public void Describe(string path, Terminal terminal)
    {
        Checkpoint checkpoint = CheckpointFile.Read(path);
        terminal.Say(FormattableString.Invariant(
            $"checkpoint at step {checkpoint.State.Step}, after {checkpoint.Seconds:F1} s of training"));
        FieldDescriber.Describe(path, checkpoint.Contents, terminal);
    }
}
