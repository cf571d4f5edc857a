namespace NeuralFields.Numerics;

/// <summary>What table lookups need beside arithmetic: 32-bit indices and moves of pairs of floats by index.</summary>
/// <typeparam name="V">A vector of floats.</typeparam>
/// <typeparam name="I">A vector of as many unsigned 32-bit integers.</typeparam>
internal unsafe interface ISimdIndex<V, I> : ISimd<V> where V : struct where I : struct
{
    static abstract V Set(float value);

    static abstract V Subtract(V a, V b);

    static abstract V Multiply(V a, V b);

    static abstract V Floor(V a);

    /// <summary>a, but not below low and not above high.</summary>
    static abstract V Clamp(V a, V low, V high);

    /// <summary>Whole numbers as signed integers, seen as unsigned: −1 is 4294967295.</summary>
    static abstract I ToIndex(V whole);

    static abstract I SetIndex(uint value);

    static abstract I AddIndex(I a, I b);

    static abstract I MultiplyIndex(I a, I b);

    static abstract I Xor(I a, I b);

    static abstract I And(I a, I b);

    /// <summary>a − size where a ≥ size, else a.</summary>
    static abstract I WrapOnce(I a, I size);

    static abstract bool AnyAtLeast(I a, I limit);

    static abstract void StoreIndex(I a, uint* p);

    /// <summary>Gathers table[2·index] and table[2·index + 1] for each lane.</summary>
    static abstract void LoadPairs(float* table, uint* index, out V first, out V second);

    /// <summary>Adds (first, second) of each lane, in the order of the lanes, to table[2·index] and table[2·index + 1].</summary>
    static abstract void AddPairs(float* table, uint* index, V first, V second);
}
