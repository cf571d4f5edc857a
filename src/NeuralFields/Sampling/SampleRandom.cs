using System.Numerics;
using NeuralFields.Numerics;

namespace NeuralFields.Sampling;

/// <summary>
/// The random numbers of one sample: a pure function of seed, stream and the sample's number. Integers and exact
/// arithmetic only, so every machine draws the same.
/// </summary>
internal struct SampleRandom(ulong seed, ulong stream, long sample)
{
    private const float Quantum = 1f / (1 << 24);

    // Four uniform numbers of variance 1/12 each have a sum of variance 1/3.
    private const float FourUniformsToUnit = 1.7320508f;

    private ulong _counter = Hash.Mix(seed, stream, (ulong)sample);

    /// <summary>64 random bits.</summary>
    public ulong Bits() => Hash.Mix(_counter += Hash.Weyl);

    /// <summary>One of 0 … count − 1.</summary>
    public int Index(int count) => (int)(((Bits() >> 32) * (ulong)count) >> 32);

    /// <summary>Uniform in [0, 1).</summary>
    public float Unit() => (Bits() >> 40) * Quantum;

    /// <summary>Three numbers uniform in [0, 1).</summary>
    public Vector3 Unit3()
    {
        ulong low = Bits(), high = Bits();
        return new Vector3(low >> 40, (low << 24) >> 40, high >> 40) * Quantum;
    }

    /// <summary>
    /// Three numbers of mean 0 and variance 1, each the sum of four uniform ones: a bell from −3.46 to 3.46 whose
    /// tails end, without a logarithm.
    /// </summary>
    public Vector3 Bell3()
    {
        Vector3 sum = Unit3() + Unit3() + Unit3() + Unit3();
        return (sum - new Vector3(2)) * FourUniformsToUnit;
    }
}
