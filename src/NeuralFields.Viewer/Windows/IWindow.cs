namespace NeuralFields.Viewer;

/// <summary>
/// A window with an OpenGL context, current on the thread that made it. GLFW implements it by bindings of our own; a
/// package such as Silk.NET.Windowing would stand here.
/// </summary>
public interface IWindow : IDisposable
{
    /// <summary>Pixels of the picture; zero while the window is an icon.</summary>
    (int Width, int Height) PixelSize { get; }

    /// <summary>The size in the units of pointers.</summary>
    (int Width, int Height) Size { get; }

    /// <summary>How much larger than usual the monitor shows text: 1, 1.5, 2 …</summary>
    double Scale { get; }

    /// <summary>Whether the person closed the window.</summary>
    bool IsClosing { get; }

    /// <summary>Asks for another size.</summary>
    /// <param name="width">In the units of <see cref="Size"/>.</param>
    /// <param name="height">In the units of <see cref="Size"/>.</param>
    void Resize(int width, int height);

    /// <summary>The words in the title.</summary>
    void SetTitle(string title);

    /// <summary>Waits for events at most so long and hands them out.</summary>
    /// <param name="seconds">0 to look only.</param>
    IReadOnlyList<WindowEvent> Wait(double seconds);

    /// <summary>Ends <see cref="Wait"/>; from any thread.</summary>
    void Wake();

    /// <summary>Shows what was drawn.</summary>
    void Swap();

    /// <summary>The address of a function of OpenGL; 0 where there is none.</summary>
    nint Function(string name);

    /// <summary>
    /// A second context with OpenGL 4.3, for another thread; null where the machine has none. The window owns it, and it
    /// must be current nowhere when the window goes.
    /// </summary>
    IGpuContext? OpenContext();
}
