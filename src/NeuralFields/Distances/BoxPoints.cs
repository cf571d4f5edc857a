using System.Numerics;
using NeuralFields.Geometry;
using NeuralFields.Numerics;

namespace NeuralFields.Distances;

/// <summary>Random points of a box, uniform by volume: point i of a seed is a function of box, seed and i alone.</summary>
/// <param name="Box">The box, relative to the origin that places are to be relative to.</param>
public readonly record struct BoxPoints(Box3 Box)
{
    /// <summary>Tells these hashes from those of other uses of the same seed.</summary>
    private const ulong Stream = 0xB0C5;

    /// <summary>Draws points <paramref name="first"/> … of a seed.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="first">The number of the first point.</param>
    /// <param name="places">[n] places, overwritten.</param>
    public void Fill(ulong seed, long first, Span<Vector3> places)
    {
        const double unit = 1.0 / (1L << 32);
        Point3 size = Box.Size;
        ulong counter = Hash.Mix(seed, Stream, 0) + ((ulong)first * Hash.Weyl);
        for (int i = 0; i < places.Length; i++, counter += Hash.Weyl)
        {
            ulong bits = Hash.Mix(counter), more = Hash.Mix(bits ^ Stream);
            Point3 part = new((uint)bits * unit, (uint)(bits >> 32) * unit, (uint)more * unit);
            places[i] = (Box.Min + new Point3(size.X * part.X, size.Y * part.Y, size.Z * part.Z)).ToVector3();
        }
    }
}
