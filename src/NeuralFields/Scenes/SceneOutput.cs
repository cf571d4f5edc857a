namespace NeuralFields.Scenes;

/// <summary>The files that a fit writes; all but the field may be absent.</summary>
/// <param name="Field">The trained field (<c>.nf</c>).</param>
/// <param name="Report">One HTML page about the run.</param>
/// <param name="Log">A line per report of progress, <c>.csv</c> or <c>.jsonl</c>.</param>
/// <param name="Preview">A folder of pictures on the way.</param>
/// <param name="Reconstruction">The picture as the trained field has it.</param>
public sealed record SceneOutput(
    string? Field = null, string? Report = null, string? Log = null, string? Preview = null,
    string? Reconstruction = null);
