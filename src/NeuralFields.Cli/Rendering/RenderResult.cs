namespace NeuralFields.Cli.Rendering;

/// <summary>What a rendering came to.</summary>
/// <param name="Output">The file or folder that was written.</param>
/// <param name="Width">Pixels per row.</param>
/// <param name="Height">Rows.</param>
/// <param name="Frames">Pictures.</param>
/// <param name="Samples">Samples of pixels, over all frames.</param>
/// <param name="Seconds">Time of rendering, without start-up and files.</param>
internal sealed record RenderResult(string Output, int Width, int Height, int Frames, long Samples, double Seconds)
{
    /// <summary>Evaluations of the field, where they are other than samples.</summary>
    public long? Evaluations { get; init; }

    /// <summary>Says it to people and programs.</summary>
    public void Report(Terminal terminal)
    {
        string frames = Frames == 1 ? "" : FormattableString.Invariant($", {Frames} frames");
        string rate = FormattableString.Invariant($"{Samples / Math.Max(1e-9, Seconds) / 1e6:F2} M samples/s");
        terminal.Print(FormattableString.Invariant($"{Output}: {Width}×{Height}{frames} in {Seconds:F3} s, {rate}"));
        JsonResult json = new JsonResult()
            .Add("width", Width).Add("height", Height).Add("seconds", Seconds).Add("samples", Samples);
        if (Evaluations is { } evaluations) json.Add("frames", Frames).Add("evaluations", evaluations);
        terminal.Result(json.ToNode());
    }
}
