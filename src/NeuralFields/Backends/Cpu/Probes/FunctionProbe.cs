using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using NeuralFields.Numerics;

namespace NeuralFields.Backends.Cpu;

/// <summary>One elementary function over values in the first-level cache, for measurements.</summary>
public sealed unsafe class FunctionProbe : IDisposable
{
    /// <summary>Values per pass: arguments and two results take 24 KiB.</summary>
    public const int Count = 2048;

    private const float LargestArgument = 30;

    private readonly AlignedBuffer<float> _rows = new(3 * Count);
    private readonly Pass _pass;

    private delegate void Pass(float* x, float* y, float* z);

    private interface ILaneFunction
    {
        static abstract void Apply<T>(float* x, float* y, float* z) where T : struct, ILanes<T>;
    }

    /// <summary>A function over arguments of ±30, which is where the first layer of a SIREN has them.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="width">Lanes per vector.</param>
    /// <exception cref="ArgumentException">There is no function of that name.</exception>
    public FunctionProbe(string name, LaneWidth width)
    {
        _pass = width switch
        {
            LaneWidth.Sixteen => Find<Lanes16>(name),
            LaneWidth.Eight => Find<Lanes8>(name),
            LaneWidth.Four => Find<Lanes4>(name),
            _ => Find<Lanes1>(name),
        };
        Pcg32 random = new(seed: 1, stream: 1);
        for (int i = 0; i < Count; i++) _rows.Pointer[i] = ((2 * random.NextFloat()) - 1) * LargestArgument;
    }

    /// <summary>The functions.</summary>
    public static ImmutableArray<string> Names { get; } = ["sin", "sincos", "exp"];

    /// <summary>Computes the function of all values once.</summary>
    public void Run() => _pass(_rows.Pointer, _rows.Pointer + Count, _rows.Pointer + (2 * Count));

    /// <inheritdoc/>
    public void Dispose() => _rows.Dispose();

    private static Pass Find<T>(string name) where T : struct, ILanes<T> => name switch
    {
        "sin" => Loop<SinOf, T>,
        "sincos" => Loop<SinCosOf, T>,
        "exp" => Loop<ExpOf, T>,
        _ => throw new ArgumentException($"name is {name}, expected one of {string.Join(", ", Names)}.", nameof(name)),
    };

    private static void Loop<TFunction, T>(float* x, float* y, float* z)
        where TFunction : struct, ILaneFunction
        where T : struct, ILanes<T>
    {
        for (int i = 0; i < Count; i += T.Width) TFunction.Apply<T>(x + i, y + i, z + i);
    }

    private readonly struct SinOf : ILaneFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void Apply<T>(float* x, float* y, float* z) where T : struct, ILanes<T>
            => T.Sin(T.Load(x)).Store(y);
    }

    private readonly struct SinCosOf : ILaneFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void Apply<T>(float* x, float* y, float* z) where T : struct, ILanes<T>
        {
            (T sin, T cos) = T.SinCos(T.Load(x));
            sin.Store(y);
            cos.Store(z);
        }
    }

    private readonly struct ExpOf : ILaneFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void Apply<T>(float* x, float* y, float* z) where T : struct, ILanes<T>
            => T.Exp(T.Load(x)).Store(y);
    }
}
