using System.Collections.Frozen;

namespace NeuralFields.OpenCL.Interop;

/// <summary>Status codes in words.</summary>
internal static class ClStatus
{
    private static readonly FrozenDictionary<int, string> s_names = new Dictionary<int, string>
    {
        [-2] = "CL_DEVICE_NOT_AVAILABLE",
        [-3] = "CL_COMPILER_NOT_AVAILABLE",
        [-4] = "CL_MEM_OBJECT_ALLOCATION_FAILURE",
        [-5] = "CL_OUT_OF_RESOURCES",
        [-6] = "CL_OUT_OF_HOST_MEMORY",
        [-11] = "CL_BUILD_PROGRAM_FAILURE",
        [-42] = "CL_INVALID_BINARY",
        [-44] = "CL_INVALID_PROGRAM",
        [-45] = "CL_INVALID_PROGRAM_EXECUTABLE",
        [-46] = "CL_INVALID_KERNEL_NAME",
        [-48] = "CL_INVALID_KERNEL",
        [-52] = "CL_INVALID_KERNEL_ARGS",
        [-54] = "CL_INVALID_WORK_GROUP_SIZE",
        [-61] = "CL_INVALID_BUFFER_SIZE",
    }.ToFrozenDictionary();

    /// <summary>Throws unless a call succeeded.</summary>
    /// <param name="status">What the call returned.</param>
    /// <param name="what">The device and what was tried.</param>
    /// <exception cref="InputException">It failed: the driver or the device's memory is at fault.</exception>
    public static void Require(int status, string what)
    {
        if (status != ClConstants.CL_SUCCESS)
            throw new InputException(
                $"{what} failed: {Name(status)}. Make the field or the batch smaller, or take --device cpu.");
    }

    /// <summary>The name of a code.</summary>
    public static string Name(int status)
        => s_names.TryGetValue(status, out string? name) ? $"{name} ({status})" : $"OpenCL error {status}";
}
