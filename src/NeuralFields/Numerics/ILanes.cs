namespace NeuralFields.Numerics;

/// <summary>A vector of floats that formulas run on. Every width computes the same bits in each lane.</summary>
/// <typeparam name="T">The vector type itself.</typeparam>
public unsafe interface ILanes<T> : IReal<T> where T : struct, ILanes<T>
{
    /// <summary>Floats per vector.</summary>
    static abstract int Width { get; }

    /// <summary>Reads <see cref="Width"/> floats; no alignment needed.</summary>
    static abstract T Load(float* p);

    /// <summary>Writes <see cref="Width"/> floats; no alignment needed.</summary>
    void Store(float* p);
}
