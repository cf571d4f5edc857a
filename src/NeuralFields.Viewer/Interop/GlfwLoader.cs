using System.Runtime.InteropServices;

namespace NeuralFields.Viewer.Interop;

/// <summary>Finds GLFW on the system, once per process.</summary>
internal static class GlfwLoader
{
    /// <summary>The name that imports carry; it never reaches the system.</summary>
    public const string Library = "glfw";

    private static readonly Lazy<nint> s_handle = new(() => Find(SystemNames));

    static GlfwLoader()
        => NativeLibrary.SetDllImportResolver(
            typeof(GlfwLoader).Assembly, (name, _, _) => name == Library ? s_handle.Value : 0);

    /// <summary>The library's names on this system, the one with a version first.</summary>
    public static string[] SystemNames =>
        OperatingSystem.IsWindows() ? ["glfw3.dll"]
        : OperatingSystem.IsMacOS() ? ["libglfw.3.dylib", "/opt/homebrew/lib/libglfw.3.dylib", "/usr/local/lib/libglfw.3.dylib"]
        : ["libglfw.so.3", "libglfw.so"];

    /// <summary>Whether it is there.</summary>
    public static bool IsPresent => s_handle.Value != 0;

    /// <summary>Loads it.</summary>
    /// <exception cref="InputException">It is not installed.</exception>
    public static void Require()
    {
        if (!IsPresent)
            throw new InputException(
                $"nf view needs GLFW and found none — looked for {string.Join(", ", SystemNames)}. Install it (on Debian " +
                "libglfw3, on macOS brew install glfw), or make pictures without a window: nf render.");
    }

    private static nint Find(string[] names)
    {
        foreach (string name in names)
            if (NativeLibrary.TryLoad(name, out nint handle)) return handle;
        return 0;
    }
}
