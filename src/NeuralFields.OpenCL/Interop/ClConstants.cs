namespace NeuralFields.OpenCL.Interop;

/// <summary>Numbers of the OpenCL headers.</summary>
internal static class ClConstants
{
    public const int CL_SUCCESS = 0;
    public const int CL_DEVICE_NOT_FOUND = -1;
    public const int CL_PLATFORM_NOT_FOUND_KHR = -1001;

    public const uint CL_PLATFORM_VERSION = 0x0901, CL_PLATFORM_NAME = 0x0902;

    public const ulong CL_DEVICE_TYPE_CPU = 1 << 1, CL_DEVICE_TYPE_GPU = 1 << 2, CL_DEVICE_TYPE_ALL = 0xFFFFFFFF;

    public const uint CL_DEVICE_TYPE = 0x1000, CL_DEVICE_MAX_COMPUTE_UNITS = 0x1002;
    public const uint CL_DEVICE_MAX_MEM_ALLOC_SIZE = 0x1010, CL_DEVICE_GLOBAL_MEM_SIZE = 0x101F;
    public const uint CL_DEVICE_LOCAL_MEM_SIZE = 0x1023, CL_DEVICE_EXTENSIONS = 0x1030;
    public const uint CL_DEVICE_MAX_WORK_GROUP_SIZE = 0x1004, CL_DEVICE_ENDIAN_LITTLE = 0x1026;
    public const uint CL_DEVICE_COMPILER_AVAILABLE = 0x1028;
    public const uint CL_DEVICE_NAME = 0x102B, CL_DRIVER_VERSION = 0x102D, CL_DEVICE_VERSION = 0x102F;
    public const uint CL_DEVICE_NATIVE_VECTOR_WIDTH_FLOAT = 0x103A;

    public const ulong CL_MEM_READ_WRITE = 1, CL_MEM_WRITE_ONLY = 2, CL_MEM_READ_ONLY = 4, CL_MEM_USE_HOST_PTR = 8;
    public const ulong CL_MAP_READ = 1, CL_QUEUE_PROFILING_ENABLE = 2;
    public const uint CL_PROFILING_COMMAND_START = 0x1282, CL_PROFILING_COMMAND_END = 0x1283;
    public const uint CL_TRUE = 1, CL_FALSE = 0;

    public const uint CL_PROGRAM_BINARY_SIZES = 0x1165, CL_PROGRAM_BINARIES = 0x1166, CL_PROGRAM_BUILD_LOG = 0x1183;
}
