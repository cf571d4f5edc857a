namespace NeuralFields.Numerics;

/// <summary>
/// Operations on a raw hardware vector. Matrix kernels are generic over this and hold plain <typeparamref name="V"/>
/// locals, because a wrapper struct around the vector can cost registers; formulas use <see cref="ILanes{T}"/> instead.
/// </summary>
/// <typeparam name="V">Vector512, Vector256 or Vector128 of float, or float.</typeparam>
internal unsafe interface ISimd<V> where V : struct
{
    /// <summary>Floats per vector.</summary>
    static abstract int Width { get; }

    /// <summary>Whether blocks of 8 rows fit the registers (32 vector registers); otherwise 4 rows are used.</summary>
    static abstract bool TallBlocks { get; }

    static abstract V Zero { get; }

    static abstract V Load(float* p);

    static abstract void Store(V v, float* p);

    /// <summary>The float at p in every lane.</summary>
    static abstract V Broadcast(float* p);

    /// <summary>a·b + c with one rounding.</summary>
    static abstract V Fma(V a, V b, V c);

    static abstract V Add(V a, V b);

    /// <summary>a·b.</summary>
    static abstract V Scale(V a, V b);

    /// <summary>max(a, 0); NaN stays NaN.</summary>
    static abstract V Rectify(V a);

    /// <summary>a where the key is above 0, else 0.</summary>
    static abstract V SelectPositive(V key, V a);

    /// <summary>The sum of all lanes, halves added to halves.</summary>
    static abstract float Sum(V v);

    /// <summary>Writes the transpose of a Width × Width block.</summary>
    static abstract void Transpose(float* source, nint sourceStride, float* target, nint targetStride);
}
