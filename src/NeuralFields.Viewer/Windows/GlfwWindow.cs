using System.Runtime.InteropServices;
using NeuralFields.Viewer.Interop;
using static NeuralFields.Viewer.Interop.GlConstants;
using static NeuralFields.Viewer.Interop.GlfwConstants;

namespace NeuralFields.Viewer;

/// <summary>A window of GLFW.</summary>
public sealed class GlfwWindow : IWindow
{
    // Newest first: the compute path needs 4.3, showing a picture needs 3.3 (macOS ends at 4.1).
    private static readonly (int Major, int Minor)[] s_versions = [(4, 3), (3, 3)];

    private readonly nint _window;
    private readonly Queue<WindowEvent> _events;
    private HiddenContext? _context;

    private GlfwWindow(nint window)
    {
        _window = window;
        _events = GlfwEvents.Attach(window);
        Glfw.glfwMakeContextCurrent(window);
        // Frames are drawn when there is something new; waiting for the monitor would only delay input.
        Glfw.glfwSwapInterval(0);
    }

    /// <summary>Opens a window with the newest context that the machine offers.</summary>
    /// <param name="title">Its title.</param>
    /// <param name="width">Pixels per row, at a scale of 1.</param>
    /// <param name="height">Rows, at a scale of 1.</param>
    /// <exception cref="InputException">There is no GLFW, no display, or no OpenGL 3.3.</exception>
    public static GlfwWindow Open(string title, int width, int height) => Open(title, width, height, isVisible: true);

    /// <summary>What windows draw with here: the version of OpenGL and its driver. None is seen.</summary>
    /// <exception cref="InputException">There is no GLFW, no display, or no OpenGL 3.3.</exception>
    public static string Describe()
    {
        using GlfwWindow window = Open("", 1, 1, isVisible: false);
        Gl gl = new(window.Function);
        return $"OpenGL {gl.glGetString(GL_VERSION)}, {gl.glGetString(GL_RENDERER)}";
    }

    private static GlfwWindow Open(string title, int width, int height, bool isVisible)
    {
        GlfwLoader.Require();
        if (Glfw.glfwInit() == GLFW_FALSE)
            throw new InputException(
                $"nf view: no window can be opened — {LastError()}. Run it on a desktop (or under xvfb-run), or make " +
                "pictures without one: nf render.");
        string error = "";
        foreach ((int major, int minor) in s_versions)
        {
            Hint(major, minor);
            Glfw.glfwWindowHint(GLFW_VISIBLE, isVisible ? GLFW_TRUE : GLFW_FALSE);
            nint window = Glfw.glfwCreateWindow(width, height, title, 0, 0);
            if (window != 0) return new(window);
            error = LastError();
        }
        Glfw.glfwTerminate();
        throw new InputException(
            $"nf view: OpenGL 3.3 is needed and not offered — {error}. Install a driver (on Debian libgl1-mesa-dri), or " +
            "make pictures without a window: nf render.");
    }

    /// <inheritdoc/>
    public (int Width, int Height) PixelSize
    {
        get
        {
            Glfw.glfwGetFramebufferSize(_window, out int width, out int height);
            return (width, height);
        }
    }

    /// <inheritdoc/>
    public (int Width, int Height) Size
    {
        get
        {
            Glfw.glfwGetWindowSize(_window, out int width, out int height);
            return (width, height);
        }
    }

    /// <inheritdoc/>
    public double Scale
    {
        get
        {
            Glfw.glfwGetWindowContentScale(_window, out float x, out _);
            return x > 0 ? x : 1;
        }
    }

    /// <inheritdoc/>
    public bool IsClosing => Glfw.glfwWindowShouldClose(_window) != GLFW_FALSE;

    /// <inheritdoc/>
    public void Resize(int width, int height) => Glfw.glfwSetWindowSize(_window, width, height);

    /// <inheritdoc/>
    public void SetTitle(string title) => Glfw.glfwSetWindowTitle(_window, title);

    /// <inheritdoc/>
    public IReadOnlyList<WindowEvent> Wait(double seconds)
    {
        if (seconds > 0) Glfw.glfwWaitEventsTimeout(seconds);
        else Glfw.glfwPollEvents();
        WindowEvent[] events = [.. _events];
        _events.Clear();
        return events;
    }

    /// <inheritdoc/>
    public void Wake() => Glfw.glfwPostEmptyEvent();

    /// <inheritdoc/>
    public void Swap() => Glfw.glfwSwapBuffers(_window);

    /// <inheritdoc/>
    public nint Function(string name) => Glfw.glfwGetProcAddress(name);

    /// <inheritdoc/>
    public IGpuContext? OpenContext()
    {
        if (_context is not null) return _context;
        Hint(4, 3);
        Glfw.glfwWindowHint(GLFW_VISIBLE, GLFW_FALSE);
        nint hidden = Glfw.glfwCreateWindow(1, 1, "", 0, 0);
        Glfw.glfwGetError(out _);
        return _context = hidden == 0 ? null : new HiddenContext(hidden);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_context is not null) Glfw.glfwDestroyWindow(_context.Window);
        GlfwEvents.Detach(_window);
        Glfw.glfwDestroyWindow(_window);
        Glfw.glfwTerminate();
    }

    private sealed class HiddenContext(nint window) : IGpuContext
    {
        public nint Window => window;

        public void Enter() => Glfw.glfwMakeContextCurrent(window);

        public void Leave() => Glfw.glfwMakeContextCurrent(0);

        public nint Function(string name) => Glfw.glfwGetProcAddress(name);
    }

    private static void Hint(int major, int minor)
    {
        Glfw.glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, major);
        Glfw.glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, minor);
        Glfw.glfwWindowHint(GLFW_OPENGL_PROFILE, GLFW_OPENGL_CORE_PROFILE);
        Glfw.glfwWindowHint(GLFW_OPENGL_FORWARD_COMPAT, GLFW_TRUE);
        Glfw.glfwWindowHint(GLFW_SCALE_TO_MONITOR, GLFW_TRUE);
    }

    private static string LastError()
    {
        int code = Glfw.glfwGetError(out nint description);
        return Marshal.PtrToStringUTF8(description) ?? $"GLFW error 0x{code:X}";
    }
}
