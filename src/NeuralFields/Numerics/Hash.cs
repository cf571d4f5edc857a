namespace NeuralFields.Numerics;

/// <summary>Random-looking numbers from counters.</summary>
internal static class Hash
{
    /// <summary>The step of a Weyl sequence: 2⁶⁴ divided by the golden ratio, odd.</summary>
    public const ulong Weyl = 0x9E3779B97F4A7C15;

    /// <summary>
    /// A bijection of 64 bits in which every input bit changes about half of the output (Steele et al. 2014,
    /// SplitMix).
    /// </summary>
    public static ulong Mix(ulong x)
    {
        x += Weyl;
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
        return x ^ (x >> 31);
    }

    /// <summary>One number from three.</summary>
    public static ulong Mix(ulong a, ulong b, ulong c) => Mix(Mix(Mix(a) ^ b) ^ c);
}
