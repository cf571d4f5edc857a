using System.Runtime.InteropServices;

namespace NeuralFields.OpenCL.Interop;

/// <summary>The functions of OpenCL 1.2 that are used, by their own names. Results are status codes.</summary>
internal static partial class Cl
{
    private const string Library = OpenClLoader.Library;

    [LibraryImport(Library)]
    public static partial int clGetPlatformIDs(uint entries, [Out] nint[]? platforms, out uint count);

    [LibraryImport(Library)]
    public static partial int clGetPlatformInfo(
        nint platform, uint what, nuint size, [Out] byte[]? value, out nuint needed);

    [LibraryImport(Library)]
    public static partial int clGetDeviceIDs(
        nint platform, ulong type, uint entries, [Out] nint[]? devices, out uint count);

    [LibraryImport(Library)]
    public static partial int clGetDeviceInfo(
        nint device, uint what, nuint size, [Out] byte[]? value, out nuint needed);

    [LibraryImport(Library)]
    public static partial nint clCreateContext(
        nint properties, uint count, nint[] devices, nint notify, nint user, out int status);

    [LibraryImport(Library)]
    public static partial int clReleaseContext(nint context);

    [LibraryImport(Library)]
    public static partial nint clCreateCommandQueue(nint context, nint device, ulong properties, out int status);

    [LibraryImport(Library)]
    public static partial int clReleaseCommandQueue(nint queue);

    [LibraryImport(Library)]
    public static partial nint clCreateBuffer(nint context, ulong flags, nuint size, nint host, out int status);

    [LibraryImport(Library)]
    public static partial int clReleaseMemObject(nint memory);

    [LibraryImport(Library)]
    public static partial nint clCreateProgramWithSource(
        nint context, uint count, nint[] texts, nuint[] lengths, out int status);

    [LibraryImport(Library)]
    public static partial nint clCreateProgramWithBinary(
        nint context, uint count, nint[] devices, nuint[] lengths, nint[] binaries, [Out] int[] binaryStatus,
        out int status);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int clBuildProgram(
        nint program, uint count, nint[] devices, string options, nint notify, nint user);

    [LibraryImport(Library)]
    public static partial int clGetProgramBuildInfo(
        nint program, nint device, uint what, nuint size, [Out] byte[]? value, out nuint needed);

    [LibraryImport(Library)]
    public static partial int clGetProgramInfo(nint program, uint what, nuint size, nint value, out nuint needed);

    [LibraryImport(Library)]
    public static partial int clReleaseProgram(nint program);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint clCreateKernel(nint program, string name, out int status);

    [LibraryImport(Library)]
    public static partial int clReleaseKernel(nint kernel);

    [LibraryImport(Library)]
    public static partial int clSetKernelArg(nint kernel, uint index, nuint size, in nint memory);

    [LibraryImport(Library)]
    public static partial int clSetKernelArg(nint kernel, uint index, nuint size, in int value);

    [LibraryImport(Library)]
    public static partial int clSetKernelArg(nint kernel, uint index, nuint size, in float value);

    [LibraryImport(Library)]
    public static partial int clEnqueueNDRangeKernel(
        nint queue, nint kernel, uint dimensions, nint offset, in nuint global, in nuint local, uint waitCount,
        nint waits, nint done);

    [LibraryImport(Library)]
    public static partial int clEnqueueNDRangeKernel(
        nint queue, nint kernel, uint dimensions, nint offset, in nuint global, in nuint local, uint waitCount,
        nint waits, out nint done);

    [LibraryImport(Library)]
    public static partial int clEnqueueReadBuffer(
        nint queue, nint memory, uint blocking, nuint offset, nuint size, nint host, uint waitCount, nint waits,
        nint done);

    [LibraryImport(Library)]
    public static partial int clEnqueueWriteBuffer(
        nint queue, nint memory, uint blocking, nuint offset, nuint size, nint host, uint waitCount, nint waits,
        nint done);

    [LibraryImport(Library)]
    public static partial int clEnqueueFillBuffer(
        nint queue, nint memory, in int pattern, nuint patternSize, nuint offset, nuint size, uint waitCount, nint waits,
        nint done);

    [LibraryImport(Library)]
    public static partial nint clEnqueueMapBuffer(
        nint queue, nint memory, uint blocking, ulong flags, nuint offset, nuint size, uint waitCount, nint waits,
        nint done, out int status);

    [LibraryImport(Library)]
    public static partial int clEnqueueUnmapMemObject(
        nint queue, nint memory, nint mapped, uint waitCount, nint waits, nint done);

    [LibraryImport(Library)]
    public static partial int clWaitForEvents(uint count, in nint events);

    [LibraryImport(Library)]
    public static partial int clGetEventProfilingInfo(nint done, uint what, nuint size, out ulong time, nint needed);

    [LibraryImport(Library)]
    public static partial int clReleaseEvent(nint done);

    [LibraryImport(Library)]
    public static partial int clFlush(nint queue);

    [LibraryImport(Library)]
    public static partial int clFinish(nint queue);
}
