using System.Collections.Immutable;
using NeuralFields.Rendering.Surfaces;

namespace NeuralFields.Viewer.Control;

/// <summary>What a key does, near instant-ngp's.</summary>
/// <param name="Key">The key.</param>
/// <param name="Shift">With shift or without.</param>
/// <param name="Summary">What it does, in the list of keys; empty where another line says it.</param>
/// <param name="Do">Does it.</param>
internal sealed record KeyBinding(Key Key, bool Shift, string Summary, Action<Session> Do)
{
    private const double FlyStep = 0.06, SliceStep = 0.02, LevelPart = 0.01;

    /// <summary>All of them, in the order of the list.</summary>
    public static ImmutableArray<KeyBinding> All { get; } =
    [
        new(Key.W, false, "W A S D  fly; Space, C: up, down", s => s.Fly(0, 0, FlyStep)),
        new(Key.S, false, "", s => s.Fly(0, 0, -FlyStep)),
        new(Key.A, false, "", s => s.Fly(-FlyStep, 0, 0)),
        new(Key.D, false, "", s => s.Fly(FlyStep, 0, 0)),
        new(Key.Space, false, "", s => s.Fly(0, FlyStep, 0)),
        new(Key.C, false, "", s => s.Fly(0, -FlyStep, 0)),
        new(Key.Left, false, "arrows   orbit; + and -: nearer, further", s => s.Orbit(-6, 0)),
        new(Key.Right, false, "", s => s.Orbit(6, 0)),
        new(Key.Up, false, "", s => s.Orbit(0, 6)),
        new(Key.Down, false, "", s => s.Orbit(0, -6)),
        new(Key.Equal, false, "", s => s.Zoom(1)),
        new(Key.Equal, true, "", s => s.Zoom(1)),
        new(Key.Minus, false, "", s => s.Zoom(-1)),
        new(Key.F, false, "F        frame it; Shift+R: all as at first", s => s.Frame()),
        new(Key.R, true, "", s => s.Reset()),
        new(Key.D1, false, "1 to 6   shaded, normals, depth, opacity, steps, error", s => s.SetMode(ViewMode.Shaded)),
        new(Key.D2, false, "", s => s.SetMode(ViewMode.Normals)),
        new(Key.D3, false, "", s => s.SetMode(ViewMode.Depth)),
        new(Key.D4, false, "", s => s.SetMode(ViewMode.Opacity)),
        new(Key.D5, false, "", s => s.SetMode(ViewMode.Steps)),
        new(Key.D6, false, "", s => s.SetMode(ViewMode.Error)),
        new(Key.RightBracket, false, "[ ]      camera of the data; Shift: first, last", s => s.GoBy(1)),
        new(Key.LeftBracket, false, "", s => s.GoBy(-1)),
        new(Key.LeftBracket, true, "", s => s.GoTo(0)),
        new(Key.RightBracket, true, "", s => s.GoTo(s.Field.Cameras.Length - 1)),
        new(Key.G, false, "G        photograph and back; Shift+G: difference", s => Flip(s, Comparison.Photograph)),
        new(Key.G, true, "", s => Flip(s, Comparison.Difference)),
        new(Key.B, false, "B        crop box; Shift+B: none", s => s.ToggleCrop()),
        new(Key.B, true, "", s => s.ClearCrop()),
        new(Key.X, false, "X Y Z    slice; , and .: move it", s => ToggleSlice(s, 0)),
        new(Key.Y, false, "", s => ToggleSlice(s, 1)),
        new(Key.Z, false, "", s => ToggleSlice(s, 2)),
        new(Key.Comma, false, "", s => s.MoveSlice(-SliceStep)),
        new(Key.Period, false, "", s => s.MoveSlice(SliceStep)),
        new(Key.PageUp, false, "PgUp/Dn  iso-value", s => s.SetLevel(s.View.Level + (LevelPart * s.Field.Bounds.Diagonal))),
        new(Key.PageDown, false, "", s => s.SetLevel(s.View.Level - (LevelPart * s.Field.Bounds.Diagonal))),
        new(Key.E, false, "E        exposure; Shift+E: less; V: tone curve", s => s.Change(v => v with { Exposure = v.Exposure + 0.5 })),
        new(Key.E, true, "", s => s.Change(v => v with { Exposure = v.Exposure - 0.5 })),
        new(Key.V, false, "", s => s.Change(v => v with { Tone = (ToneCurve)(((int)v.Tone + 1) % 3) })),
        new(Key.L, false, "L        light around; Shift+L: up", s => s.Change(v => v with { Light = Turned(v.Light, 20, 0) })),
        new(Key.L, true, "", s => s.Change(v => v with { Light = Turned(v.Light, 0, 15) })),
        new(Key.N, false, "N        background", s => s.SetBackground(null)),
        new(Key.K, false, "K        add to path; Shift+K: move key; P: play", s => s.AddKey()),
        new(Key.K, true, "", s => s.MoveKey()),
        new(Key.P, false, "", s => s.Play()),
        new(Key.T, false, "T        train, pause; Shift+T: one step", s => s.Training.IsPaused = !s.Training.IsPaused),
        new(Key.T, true, "", s => s.Training.Step(1)),
        new(Key.F2, false, "F2       picture; Shift+F2: twice the size", s => s.Screenshot(null, 1)),
        new(Key.F2, true, "", s => s.Screenshot(null, 2)),
        new(Key.F3, false, "F3       mesh; F4: checkpoint", s => s.SaveMesh(null)),
        new(Key.F4, false, "", s => s.Training.SaveCheckpoint()),
        new(Key.F5, false, "F5       save path; F6: render it; Shift+F5: forget it", s => s.SavePath(null)),
        new(Key.F6, false, "", s => s.RenderPath(null)),
        new(Key.F5, true, "", s => s.ClearKeys()),
        new(Key.Tab, false, "Tab      text; H: these keys; Esc: quit", s => s.ShowsText = !s.ShowsText),
        new(Key.H, false, "", s => s.ShowsHelp = !s.ShowsHelp),
        new(Key.Escape, false, "", s => s.IsOver = true),
    ];

    /// <summary>Letters of a line of the list that name keys.</summary>
    public const int KeyColumns = 9;

    /// <summary>The lines of the list.</summary>
    public static IReadOnlyList<string> Help { get; } =
    [
        "drag     orbit; right, or Shift: pan; middle: look",
        "wheel    nearer, further; sideways: orbit",
        .. All.Select(b => b.Summary).Where(s => s.Length > 0),
    ];

    /// <summary>Does what a key is for.</summary>
    public static void Press(Session session, KeyEvent key)
    {
        if (!key.IsDown) return;
        try
        {
            All.FirstOrDefault(b => b.Key == key.Key && b.Shift == key.Shift)?.Do(session);
        }
        catch (InputException e)
        {
            session.Message = e.Message;
        }
    }

    private static void Flip(Session session, Comparison comparison)
        => session.Compare(session.View.Comparison == comparison ? Comparison.None : comparison);

    private static void ToggleSlice(Session session, int axis)
        => session.Slice(session.View.SliceAxis == axis ? null : axis, session.Middle(axis));

    private static LightDirection Turned(LightDirection? light, double azimuth, double elevation)
    {
        LightDirection from = light ?? LightDirection.Usual;
        double raised = from.Elevation + elevation;
        return new((from.Azimuth + azimuth) % 360, raised > 90 ? -30 : raised);
    }
}
