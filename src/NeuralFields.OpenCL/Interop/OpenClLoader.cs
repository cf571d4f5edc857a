using System.Runtime.InteropServices;

namespace NeuralFields.OpenCL.Interop;

/// <summary>Finds the OpenCL loader of the system, once per process.</summary>
internal static class OpenClLoader
{
    /// <summary>The name that imports carry; it never reaches the system.</summary>
    public const string Library = "OpenCL";

    private static readonly Lazy<nint> s_handle = new(() => Find(SystemNames));

    static OpenClLoader()
        => NativeLibrary.SetDllImportResolver(
            typeof(OpenClLoader).Assembly, (name, _, _) => name == Library ? s_handle.Value : 0);

    /// <summary>The loader's names on this system, the one with a version first.</summary>
    public static string[] SystemNames =>
        OperatingSystem.IsWindows() ? ["OpenCL.dll"]
        : OperatingSystem.IsMacOS() ? ["/System/Library/Frameworks/OpenCL.framework/OpenCL"]
        : ["libOpenCL.so.1", "libOpenCL.so"];

    /// <summary>Loads the loader.</summary>
    /// <exception cref="InputException">It is not installed.</exception>
    public static void Require() => Require(s_handle.Value, SystemNames);

    /// <summary>Loads a library under one of these names.</summary>
    /// <exception cref="InputException">None can be loaded.</exception>
    public static void Require(string[] names) => Require(Find(names), names);

    private static void Require(nint handle, string[] names)
    {
        if (handle == 0)
            throw new InputException(
                $"OpenCL: there is no loader on this machine — looked for {string.Join(", ", names)}. Install the " +
                "loader and a driver (on Debian ocl-icd-libopencl1 and pocl-opencl-icd), or take --device cpu.");
    }

    private static nint Find(string[] names)
    {
        foreach (string name in names)
            if (NativeLibrary.TryLoad(name, out nint handle)) return handle;
        return 0;
    }
}
