using System.Runtime.InteropServices;

namespace NeuralFields.Numerics;

/// <summary>Zeroed native memory on a 64-byte boundary, so that vectors never straddle cache lines.</summary>
/// <typeparam name="T">An unmanaged type.</typeparam>
public sealed unsafe class AlignedBuffer<T> : IDisposable where T : unmanaged
{
    private const int Alignment = 64;

    /// <summary>Takes memory.</summary>
    /// <param name="length">Elements; 0 is allowed.</param>
    public AlignedBuffer(long length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        nuint bytes = checked((nuint)Math.Max(1, length) * (nuint)sizeof(T));
        Pointer = (T*)NativeMemory.AlignedAlloc(bytes, Alignment);
        NativeMemory.Clear(Pointer, bytes);
        Length = length;
        if (bytes > 1 << 20) GC.AddMemoryPressure((long)bytes);
    }

    /// <summary>Gives the memory back if nobody disposed the buffer.</summary>
    ~AlignedBuffer() => Free();

    /// <summary>The first element; null once disposed.</summary>
    public T* Pointer { get; private set; }

    /// <summary>Elements.</summary>
    public long Length { get; }

    /// <summary>All elements.</summary>
    public Span<T> Span => new(Pointer, checked((int)Length));

    /// <inheritdoc/>
    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private void Free()
    {
        if (Pointer == null) return;
        NativeMemory.AlignedFree(Pointer);
        Pointer = null;
        long bytes = Math.Max(1, Length) * sizeof(T);
        if (bytes > 1 << 20) GC.RemoveMemoryPressure(bytes);
    }
}
