namespace NeuralFields.Numerics;

/// <summary>
/// A small random number generator with streams and jumps: the same numbers on every machine, and a chunk of work can
/// start at its own place in the sequence.
/// </summary>
/// <remarks>
/// PCG-XSH-RR 64/32: O'Neill 2014, PCG: A Family of Simple Fast Space-Efficient Statistically Good Algorithms for
/// Random Number Generation. The struct is mutable state: pass it by reference.
/// </remarks>
public struct Pcg32
{
    private const ulong Multiplier = 6364136223846793005;

    private readonly ulong _increment;
    private ulong _state;

    /// <summary>The generator of a seed on one of 2⁶³ independent streams.</summary>
    public Pcg32(ulong seed, ulong stream)
    {
        _increment = (stream << 1) | 1;
        NextUInt();
        _state += seed;
        NextUInt();
    }

    /// <summary>32 uniform bits.</summary>
    public uint NextUInt()
    {
        ulong old = _state;
        _state = old * Multiplier + _increment;
        uint mixed = (uint)(((old >> 18) ^ old) >> 27);
        return uint.RotateRight(mixed, (int)(old >> 59));
    }

    /// <summary>A uniform number in [0, 1), a multiple of 2⁻²⁴; one draw.</summary>
    public float NextFloat() => (NextUInt() >> 8) * (1f / (1 << 24));

    /// <summary>A uniform number in [0, 1), a multiple of 2⁻⁵³; two draws.</summary>
    public double NextDouble()
    {
        ulong high = NextUInt() >> 5, low = NextUInt() >> 6;
        return ((high << 26) | low) * (1.0 / (1L << 53));
    }

    /// <summary>A uniform integer in [0, <paramref name="bound"/>); one draw, with a bias below bound·2⁻³².</summary>
    public uint NextBounded(uint bound) => (uint)(((ulong)NextUInt() * bound) >> 32);

    /// <summary>Two independent standard normal numbers (Box and Muller 1958); four draws.</summary>
    public (double First, double Second) NextGaussianPair()
    {
        double radius = Math.Sqrt(-2 * DeterministicMath.Log(1 - NextDouble()));
        (double sin, double cos) = DeterministicMath.SinCos(2 * Math.PI * NextDouble());
        return (radius * cos, radius * sin);
    }

    /// <summary>Skips this many draws in time logarithmic in their number; 2⁶⁴ − n goes back n draws.</summary>
    /// <remarks>Brown 1994, Random Number Generation with Arbitrary Strides.</remarks>
    public void Advance(ulong draws)
    {
        ulong multiplier = 1, increment = 0, squareMultiplier = Multiplier, squareIncrement = _increment;
        for (; draws != 0; draws >>= 1)
        {
            if ((draws & 1) != 0)
            {
                multiplier *= squareMultiplier;
                increment = increment * squareMultiplier + squareIncrement;
            }
            squareIncrement *= squareMultiplier + 1;
            squareMultiplier *= squareMultiplier;
        }
        _state = _state * multiplier + increment;
    }
}
