using NeuralFields.Numerics;
using NeuralFields.Testing;

namespace NeuralFields.Tests.Numerics;

public sealed class MathApproxTests
{
    private static readonly float[] Special =
    [
        0, -0f, 1, -1, float.Epsilon, -float.Epsilon, 1e-39f, -1e-39f, float.MaxValue, float.MinValue,
        float.PositiveInfinity, float.NegativeInfinity, float.NaN, 88.72f, -87.4f, 0.625f,
    ];

    public static TheoryData<LaneWidth> Widths => [.. LaneFunction.Widths];

    [Theory, MemberData(nameof(Widths))]
    public void Exp_is_within_2e_7_where_the_result_is_normal(LaneWidth width)
    {
        float[] x = Spread(-87.3f, 88.7f);
        Assert.InRange(WorstRelative(x, LaneFunction.Run(new ExpOf(), width, x), Math.Exp), 0, 2e-7);
    }

    [Theory, MemberData(nameof(Widths))]
    public void Exp_underflows_gradually_and_overflows_to_infinity(LaneWidth width)
    {
        float[] x = Spread(-110, -87.3f);
        float[] y = LaneFunction.Run(new ExpOf(), width, x);
        for (int i = 0; i < x.Length; i++)
            Assert.InRange(y[i] - Math.Exp(x[i]), -1.5 * float.Epsilon, 1.5 * float.Epsilon);
        Assert.Equal([float.PositiveInfinity, float.PositiveInfinity, 0, float.NaN, 1, 1], At<ExpOf>(width,
            88.73f, float.PositiveInfinity, float.NegativeInfinity, float.NaN, 0, -0f));
    }

    [Theory, MemberData(nameof(Widths))]
    public void Log_is_within_2e_7_over_all_positive_floats(LaneWidth width)
    {
        float[] all = [.. FloatsByBits(1, 0x7F7FFFFF), .. Spread(0.5f, 2)];
        Assert.InRange(WorstRelative(all, LaneFunction.Run(new LogOf(), width, all), Math.Log), 0, 2e-7);
    }

    [Theory, MemberData(nameof(Widths))]
    public void Log_knows_its_special_arguments(LaneWidth width) =>
        Assert.Equal(
            [-1 / 0f, -1 / 0f, float.NaN, float.NaN, float.NaN, float.PositiveInfinity, 0],
            At<LogOf>(width, 0, -0f, -1, float.NegativeInfinity, float.NaN, float.PositiveInfinity, 1));

    [Theory, MemberData(nameof(Widths))]
    public void Sine_and_cosine_are_within_1_5e_7_up_to_10000(LaneWidth width)
    {
        foreach (float bound in new[] { 1e-3f, 1, 4, 100, 1e4f })
        {
            float[] x = Spread(-bound, bound);
            Assert.InRange(WorstAbsolute(x, LaneFunction.Run(new SinOf(), width, x), Math.Sin), 0, 1.5e-7);
            Assert.InRange(WorstAbsolute(x, LaneFunction.Run(new CosOf(), width, x), Math.Cos), 0, 1.5e-7);
            Assert.InRange(WorstAbsolute(x, LaneFunction.Run(new SinOfPair(), width, x), Math.Sin), 0, 1.5e-7);
            Assert.InRange(WorstAbsolute(x, LaneFunction.Run(new CosOfPair(), width, x), Math.Cos), 0, 1.5e-7);
        }
    }

    [Theory, MemberData(nameof(Widths))]
    public void Sine_and_cosine_stay_bounded_for_every_finite_argument(LaneWidth width)
    {
        float[] positive = FloatsByBits(0, 0x7F7FFFFF), x = [.. positive, .. positive.Select(value => -value)];
        float[][] results =
        [
            LaneFunction.Run(new SinOf(), width, x), LaneFunction.Run(new CosOf(), width, x),
            LaneFunction.Run(new SinOfPair(), width, x), LaneFunction.Run(new CosOfPair(), width, x),
        ];
        foreach (float[] result in results) Assert.InRange(result.Max(Math.Abs), 0, 1.00001f);
    }

    [Theory, MemberData(nameof(Widths))]
    public void Sine_and_cosine_know_their_special_arguments(LaneWidth width)
    {
        float[] x = [0, -0f, float.PositiveInfinity, float.NegativeInfinity, float.NaN];
        AssertClose.SameBits([0, -0f, float.NaN, float.NaN, float.NaN], At<SinOf>(width, x));
        AssertClose.SameBits([0, -0f, float.NaN, float.NaN, float.NaN], At<SinOfPair>(width, x));
        AssertClose.SameBits([1, 1, float.NaN, float.NaN, float.NaN], At<CosOf>(width, x));
        AssertClose.SameBits([1, 1, float.NaN, float.NaN, float.NaN], At<CosOfPair>(width, x));
    }

    [Theory, MemberData(nameof(Widths))]
    public void Tanh_is_within_3e_7(LaneWidth width)
    {
        float[] x = [.. Spread(-10, 10), .. FloatsByBits(1, 0x7F7FFFFF)];
        Assert.InRange(WorstRelative(x, LaneFunction.Run(new TanhOf(), width, x), Math.Tanh), 0, 3e-7);
        AssertClose.SameBits([0, -0f, 1, -1, float.NaN], At<TanhOf>(
            width, 0, -0f, float.PositiveInfinity, float.NegativeInfinity, float.NaN));
    }

    [Theory, MemberData(nameof(Widths))]
    public void Every_width_gives_the_bits_of_the_scalar_path(LaneWidth width)
    {
        float[] x = [.. Spread(-120, 120), .. FloatsByBits(0, 0x7F7FFFFF), .. Special];
        SameBits(new ExpOf(), width, x);
        SameBits(new LogOf(), width, x);
        SameBits(new SinOf(), width, x);
        SameBits(new CosOf(), width, x);
        SameBits(new SinOfPair(), width, x);
        SameBits(new CosOfPair(), width, x);
        SameBits(new TanhOf(), width, x);
        SameBits(new Arithmetic(), width, x);
    }

    private static void SameBits<TFunction>(TFunction function, LaneWidth width, float[] x)
        where TFunction : ILaneFunction =>
        AssertClose.SameBits(LaneFunction.Run(function, LaneWidth.Scalar, x), LaneFunction.Run(function, width, x));

    private static float[] At<TFunction>(LaneWidth width, params float[] x) where TFunction : ILaneFunction, new()
    {
        float[] padded = new float[16];
        x.CopyTo(padded, 0);
        return LaneFunction.Run(new TFunction(), width, padded)[..x.Length];
    }

    private static double WorstAbsolute(float[] x, float[] y, Func<double, double> exact) =>
        x.Zip(y, (a, b) => Math.Abs(b - exact(a))).Max();

    private static double WorstRelative(float[] x, float[] y, Func<double, double> exact) =>
        x.Zip(y, (a, b) => exact(a) == b ? 0 : Math.Abs(b - exact(a)) / Math.Max(Math.Abs(exact(a)), 1.18e-38)).Max();

    /// <summary>2¹⁵ numbers spread evenly with a jitter, so that their bits vary.</summary>
    private static float[] Spread(float low, float high)
    {
        Pcg32 random = new(1, 2);
        float[] x = new float[1 << 15];
        for (int i = 0; i < x.Length; i++) x[i] = (float)(low + (high - low) * ((i + random.NextDouble()) / x.Length));
        return x;
    }

    [Theory, MemberData(nameof(Widths))]
    public void Atan2_is_within_4e_7_all_around(LaneWidth width)
    {
        float[] angles = Spread(-MathF.PI, MathF.PI);
        foreach (float radius in new[] { 1e-30f, 1, 1e30f })
        {
            float[] y = LaneFunction.Run(new AngleOfCircle(radius), width, angles);
            for (int i = 0; i < angles.Length; i++)
            {
                (double py, double px) = ((float)(radius * Math.Sin(angles[i])), (float)(radius * Math.Cos(angles[i])));
                Assert.InRange(y[i] - Math.Atan2(py, px), -4e-7, 4e-7);
            }
        }
    }

    [Fact]
    public void Atan2_knows_the_axes_and_lets_NaN_through()
    {
        static float At(float y, float x) => MathApprox.Atan2(new Lanes1(y), new Lanes1(x)).Value;
        Assert.Equal([0, 0, 0, MathF.PI], [At(0, 0), At(-0f, 0), At(0, 2), At(0, -2)]);
        Assert.Equal([MathF.PI / 2, -MathF.PI / 2], [At(3, 0), At(-3, 0)]);
        Assert.All([At(float.NaN, 1), At(1, float.NaN)], a => Assert.True(float.IsNaN(a)));
    }

    /// <summary>2¹⁵ floats spread evenly over a range of bit patterns.</summary>
    private static float[] FloatsByBits(int first, int last)
    {
        float[] x = new float[1 << 15];
        for (int i = 0; i < x.Length; i++)
            x[i] = BitConverter.Int32BitsToSingle((int)(first + ((long)last - first) * i / (x.Length - 1)));
        return x;
    }

    private readonly struct ExpOf : ILaneFunction
    {
        public T Apply<T>(T x) where T : struct, ILanes<T> => T.Exp(x);
    }

    private readonly struct LogOf : ILaneFunction
    {
        public T Apply<T>(T x) where T : struct, ILanes<T> => T.Log(x);
    }

    private readonly struct SinOf : ILaneFunction
    {
        public T Apply<T>(T x) where T : struct, ILanes<T> => T.Sin(x);
    }

    private readonly struct CosOf : ILaneFunction
    {
        public T Apply<T>(T x) where T : struct, ILanes<T> => T.Cos(x);
    }

    private readonly struct SinOfPair : ILaneFunction
    {
        public T Apply<T>(T x) where T : struct, ILanes<T> => T.SinCos(x).Sin;
    }

    private readonly struct CosOfPair : ILaneFunction
    {
        public T Apply<T>(T x) where T : struct, ILanes<T> => T.SinCos(x).Cos;
    }

    private readonly struct TanhOf : ILaneFunction
    {
        public T Apply<T>(T x) where T : struct, ILanes<T> => T.Tanh(x);
    }

    /// <summary>The angle of the point of a circle at an angle, with the point rounded as the test rounds it.</summary>
    private readonly struct AngleOfCircle(float radius) : ILaneFunction
    {
        public unsafe T Apply<T>(T x) where T : struct, ILanes<T>
        {
            float* angles = stackalloc float[16], up = stackalloc float[16], along = stackalloc float[16];
            x.Store(angles);
            for (int i = 0; i < T.Width; i++)
            {
                up[i] = (float)(radius * Math.Sin(angles[i]));
                along[i] = (float)(radius * Math.Cos(angles[i]));
            }
            return MathApprox.Atan2(T.Load(up), T.Load(along));
        }
    }

    /// <summary>Every operation that is not a function of its own, mixed.</summary>
    private readonly struct Arithmetic : ILaneFunction
    {
        public T Apply<T>(T x) where T : struct, ILanes<T>
        {
            T y = T.Fma(x, x, T.Const(-0.3)) / (T.Sqrt(T.Abs(x)) + T.Const(1e-3));
            y = T.Max(T.Min(y, T.Floor(x)), -x) - T.Sign(x);
            return T.IfLess(x, y, y * T.Const(3), x + y);
        }
    }
}
