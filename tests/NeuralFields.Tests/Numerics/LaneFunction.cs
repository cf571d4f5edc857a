using NeuralFields.Numerics;

namespace NeuralFields.Tests.Numerics;

/// <summary>A function of one number that a test runs on every lane width.</summary>
internal interface ILaneFunction
{
    T Apply<T>(T x) where T : struct, ILanes<T>;
}

/// <summary>Runs one function over an array on a chosen lane width.</summary>
internal static unsafe class LaneFunction
{
    public static LaneWidth[] Widths { get; } = Enum.GetValues<LaneWidth>();

    public static float[] Run<TFunction>(TFunction function, LaneWidth width, float[] x)
        where TFunction : ILaneFunction => width switch
        {
            LaneWidth.Sixteen => Run<TFunction, Lanes16>(function, x),
            LaneWidth.Eight => Run<TFunction, Lanes8>(function, x),
            LaneWidth.Four => Run<TFunction, Lanes4>(function, x),
            _ => Run<TFunction, Lanes1>(function, x),
        };

    private static float[] Run<TFunction, T>(TFunction function, float[] x)
        where TFunction : ILaneFunction
        where T : struct, ILanes<T>
    {
        Assert.Equal(0, x.Length % T.Width);
        float[] y = new float[x.Length];
        fixed (float* source = x, destination = y)
            for (int i = 0; i < x.Length; i += T.Width)
                function.Apply(T.Load(source + i)).Store(destination + i);
        return y;
    }
}
