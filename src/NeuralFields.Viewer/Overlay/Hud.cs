using System.Globalization;
using NeuralFields.Viewer.Control;

namespace NeuralFields.Viewer;

/// <summary>The lines over the picture.</summary>
internal static class Hud
{
    /// <summary>Draws all that lies over the picture of a session.</summary>
    /// <param name="session">The session.</param>
    /// <param name="painting">Renderer, size and time, in a line.</param>
    /// <param name="scale">Pixels per dot of a letter.</param>
    /// <param name="heldSide">The side of the crop box that is dragged.</param>
    public static Canvas Draw(Session session, string painting, int scale, int? heldSide)
    {
        Canvas canvas = new(session.Width, session.Height, scale);
        if (session.EditsCrop && session.View.Crop is { } box) CropLines.Draw(canvas, session.Camera, box, heldSide);
        if (!session.ShowsText) return canvas;
        canvas.Panel(6, 6, [.. session.Services.Facts, painting, .. StateLines(session)]);
        if (session.ShowsHelp) canvas.Panel(-6, 6, KeyBinding.Help);
        if (session.Services.Training is { } training) CurvePlot.Draw(canvas, training.Curve);
        if (session.Message.Length > 0) canvas.Panel(6, -6, [session.Message]);
        return canvas;
    }

    private static IEnumerable<string> StateLines(Session session)
    {
        ViewState view = session.View;
        string mode = view.Comparison == Comparison.None ? view.Mode.ToString() : view.Comparison.ToString();
        string line = mode.ToLowerInvariant();
        if (view.DataView is { } number) line += Text($" · view {number} {session.Field.Cameras[number].Name}");
        if (view.Exposure != 0 || view.Tone != ToneCurve.Clip)
            line += Text($" · exposure {view.Exposure:+0.0;-0.0;0} {view.Tone.ToString().ToLowerInvariant()}");
        if (view.SliceAxis is { } axis) line += Text($" · {"xyz"[axis]} = {view.SliceOffset:G3}");
        if (view.Level != 0) line += Text($" · iso {view.Level:G3}");
        if (view.Crop is not null) line += " · cropped";
        if (!session.Keys.IsEmpty) line += Text($" · path {session.Keys.Length}");
        yield return line;
        if (session.Services.Training is { Curve: [.., var point] } training)
            yield return Text($"step {point.Step} · loss {point.Loss:G3} · {training.Quality} · ") +
                Text($"{point.SamplesPerSecond / 1e6:F2} M samples/s{State(training)}");
        if (!session.ShowsHelp) yield return "H: keys";
    }

    private static string State(ITraining training) => training.IsOver ? " · done" : training.IsPaused ? " · paused" : "";

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
