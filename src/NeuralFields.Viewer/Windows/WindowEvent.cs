namespace NeuralFields.Viewer;

/// <summary>Something a person did to a window.</summary>
public abstract record WindowEvent;

/// <summary>A key went down (or repeats) or up.</summary>
/// <param name="Key">The key, by its place on a US keyboard.</param>
/// <param name="IsDown">Down or repeated; else up.</param>
/// <param name="Shift">Whether a shift key is held.</param>
/// <param name="Control">Whether a control key is held.</param>
public sealed record KeyEvent(Key Key, bool IsDown, bool Shift = false, bool Control = false) : WindowEvent;

/// <summary>A mouse button went down or up.</summary>
/// <param name="Button">The button.</param>
/// <param name="IsDown">Down; else up.</param>
/// <param name="Shift">Whether a shift key is held.</param>
public sealed record ButtonEvent(MouseButton Button, bool IsDown, bool Shift = false) : WindowEvent;

/// <summary>The pointer moved.</summary>
/// <param name="X">From the left edge, in the units of window sizes.</param>
/// <param name="Y">From the upper edge.</param>
public sealed record MoveEvent(double X, double Y) : WindowEvent;

/// <summary>The wheel turned, or two fingers moved on a touchpad.</summary>
/// <param name="X">Notches to the left.</param>
/// <param name="Y">Notches away from the person.</param>
public sealed record ScrollEvent(double X, double Y) : WindowEvent;

/// <summary>The window's contents are lost and have to be drawn again.</summary>
public sealed record RefreshEvent : WindowEvent;

/// <summary>Buttons of a mouse.</summary>
public enum MouseButton
{
    /// <summary>The left one.</summary>
    Left,

    /// <summary>The right one.</summary>
    Right,

    /// <summary>The middle one.</summary>
    Middle,
}
