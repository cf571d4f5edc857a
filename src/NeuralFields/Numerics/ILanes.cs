namespace NeuralFields.Numerics;

/// <summary>
/// A SIMD register of floats behind <see cref="IReal{T}"/>. Every operation rounds once per lane and treats the lanes
/// alike, so all widths give the same bits for the same value.
/// </summary>
/// <remarks>
/// <see cref="IReal{T}.Min"/> and <see cref="IReal{T}.Max"/> are the hardware's: on x64 they give the second argument
/// where either is NaN; formulas that must let NaN through put the constant first. The bit operations treat a lane
/// as an int; they exist for <see cref="MathApprox"/>.
/// </remarks>
/// <typeparam name="T">The register type itself.</typeparam>
public interface ILanes<T> : IReal<T> where T : struct, ILanes<T>
{
    /// <summary>Floats per register.</summary>
    static abstract int Width { get; }

    /// <summary>Reads <see cref="Width"/> floats; no alignment is asked for.</summary>
    static abstract unsafe T Load(float* source);

    /// <summary>Writes <see cref="Width"/> floats; no alignment is asked for.</summary>
    unsafe void Store(float* destination);

    /// <summary>
    /// The sum of the lanes, folding the upper half onto the lower half until one is left; adding two registers of
    /// half the width and summing that gives the same bits.
    /// </summary>
    static abstract float Sum(T a);

    /// <summary>A bit per lane, lane 0 lowest: set where a ≤ b; not set where either is NaN.</summary>
    static abstract uint AtMost(T a, T b);

    /// <summary>The same 32 bits in every lane.</summary>
    static abstract T Bits(int bits);

    /// <summary>Integer sum of the bits, wrapping.</summary>
    static abstract T BitAdd(T a, T b);

    /// <summary>Integer difference of the bits, wrapping.</summary>
    static abstract T BitSubtract(T a, T b);

    /// <summary>Bitwise and.</summary>
    static abstract T BitAnd(T a, T b);

    /// <summary>Bitwise exclusive or.</summary>
    static abstract T BitXor(T a, T b);

    /// <summary>Bits moved up, zeros moved in.</summary>
    static abstract T ShiftLeft(T a, int count);

    /// <summary>Bits moved down, copies of the top bit moved in.</summary>
    static abstract T ShiftRight(T a, int count);
}
