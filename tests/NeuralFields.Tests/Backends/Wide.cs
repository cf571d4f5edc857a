namespace NeuralFields.Tests.Backends;

/// <summary>Single to double precision, for the oracle.</summary>
internal static class Wide
{
    public static double[] Of(ReadOnlySpan<float> values)
    {
        double[] wide = new double[values.Length];
        for (int i = 0; i < wide.Length; i++) wide[i] = values[i];
        return wide;
    }
}
