using System.Runtime.InteropServices;
using NeuralFields.Testing;
using NeuralFields.Viewer.Interop;

namespace NeuralFields.Viewer.Tests.Gpu;

/// <summary>A window on a screen in memory, with a context of OpenGL 4.3 beside it.</summary>
public sealed partial class GpuScreen : IDisposable
{
    private readonly VirtualScreen _screen = new();
    private readonly GlfwWindow? _window;

    public GpuScreen()
    {
        if (!_screen.IsPresent) return;
        // The runtime's own setter does not reach native libraries.
        setenv("DISPLAY", _screen.Display, 1);
        _window = GlfwWindow.Open("test", 64, 48);
        Context = _window.OpenContext();
        if (Context is null) throw new CheckFailedException("There is no OpenGL 4.3 on the screen in memory.");
        Context.Leave();
    }

    /// <summary>The context, or null where there is no screen.</summary>
    public IGpuContext? Context { get; }

    /// <summary>Does something with the context; nothing where there is none.</summary>
    internal void Use(Action<Gl> action)
    {
        if (Context is null) return;
        Context.Enter();
        try
        {
            action(new(Context.Function));
        }
        finally
        {
            Context.Leave();
        }
    }

    public void Dispose()
    {
        _window?.Dispose();
        _screen.Dispose();
    }

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int setenv(string name, string value, int overwrite);
}
