namespace NeuralFields.Numerics;

/// <summary>PCG-XSH-RR (O'Neill 2014): 64 bits of state, 2⁶³ streams, the same numbers on every machine.</summary>
public struct Pcg32
{
    private const ulong Multiplier = 6364136223846793005;

    private readonly ulong _increment;
    private ulong _state;

    /// <summary>Starts a stream.</summary>
    /// <param name="seed">The run's seed.</param>
    /// <param name="stream">Streams of one seed are independent; the highest bit does not count.</param>
    public Pcg32(ulong seed, ulong stream)
    {
        _increment = (stream << 1) | 1;
        _state = _increment + seed;
        NextUInt();
    }

    /// <summary>32 random bits.</summary>
    public uint NextUInt()
    {
        ulong old = _state;
        _state = (old * Multiplier) + _increment;
        return uint.RotateRight((uint)(((old >> 18) ^ old) >> 27), (int)(old >> 59));
    }

    /// <summary>[0, 1) in steps of 2⁻²⁴. One draw.</summary>
    public float NextFloat() => (NextUInt() >> 8) * (1f / (1 << 24));

    /// <summary>[0, 1) in steps of 2⁻⁵³. Two draws.</summary>
    public double NextDouble()
    {
        ulong high = NextUInt();
        return (((high << 32) | NextUInt()) >> 11) * (1.0 / (1L << 53));
    }

    /// <summary>0 … n−1, each equally likely (Lemire's method). One draw, rarely more.</summary>
    /// <param name="n">At least 1.</param>
    public uint NextBounded(uint n)
    {
        ArgumentOutOfRangeException.ThrowIfZero(n);
        ulong product = (ulong)NextUInt() * n;
        if ((uint)product >= n) return (uint)(product >> 32);
        uint unfair = (0 - n) % n;
        while ((uint)product < unfair) product = (ulong)NextUInt() * n;
        return (uint)(product >> 32);
    }

    /// <summary>Standard normal (Box and Muller, the cosine half). Four draws.</summary>
    public double NextGaussian()
    {
        double radius = Math.Sqrt(-2 * DeterministicMath.Log(1 - NextDouble()));
        return radius * DeterministicMath.Cos(2 * Math.PI * NextDouble());
    }

    /// <summary>Jumps over draws of <see cref="NextUInt"/> (Brown 1994), in 64 steps at most.</summary>
    /// <param name="count">Draws to skip, modulo 2⁶⁴.</param>
    public void Advance(ulong count)
    {
        ulong factor = 1, offset = 0, power = Multiplier, step = _increment;
        for (; count > 0; count >>= 1)
        {
            if ((count & 1) != 0) (factor, offset) = (factor * power, (offset * power) + step);
            (power, step) = (power * power, (power + 1) * step);
        }
        _state = (_state * factor) + offset;
    }
}
