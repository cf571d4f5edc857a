using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using static NeuralFields.Viewer.Interop.GlfwConstants;

namespace NeuralFields.Viewer.Interop;

/// <summary>Collects the events of windows; callbacks of C cannot carry an object, so the queues have one place.</summary>
internal static unsafe class GlfwEvents
{
    private static readonly Dictionary<nint, Queue<WindowEvent>> s_queues = [];

    /// <summary>Begins to collect a window's events.</summary>
    public static Queue<WindowEvent> Attach(nint window)
    {
        Queue<WindowEvent> queue = s_queues[window] = new();
        Glfw.glfwSetKeyCallback(window, &OnKey);
        Glfw.glfwSetMouseButtonCallback(window, &OnButton);
        Glfw.glfwSetCursorPosCallback(window, &OnMove);
        Glfw.glfwSetScrollCallback(window, &OnScroll);
        Glfw.glfwSetWindowRefreshCallback(window, &OnRefresh);
        return queue;
    }

    /// <summary>Ends collecting.</summary>
    public static void Detach(nint window) => s_queues.Remove(window);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnKey(nint window, int key, int scancode, int action, int mods)
        => Add(window, new KeyEvent((Key)key, action != GLFW_RELEASE, IsShift(mods), IsControl(mods)));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnButton(nint window, int button, int action, int mods)
        => Add(window, new ButtonEvent((MouseButton)button, action != GLFW_RELEASE, IsShift(mods)));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnMove(nint window, double x, double y) => Add(window, new MoveEvent(x, y));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnScroll(nint window, double x, double y) => Add(window, new ScrollEvent(x, y));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnRefresh(nint window) => Add(window, new RefreshEvent());

    private static bool IsShift(int mods) => (mods & GLFW_MOD_SHIFT) != 0;

    private static bool IsControl(int mods) => (mods & GLFW_MOD_CONTROL) != 0;

    private static void Add(nint window, WindowEvent happened)
    {
        if (s_queues.TryGetValue(window, out Queue<WindowEvent>? queue)) queue.Enqueue(happened);
    }
}
