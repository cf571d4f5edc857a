using System.Numerics;
using NeuralFields.Numerics;

namespace NeuralFields.Distances;

/// <summary>A tree with leaves of 16 points.</summary>
internal sealed class PointBlocks : TreeNodes
{
    /// <summary>Rows of a leaf: x, y, z.</summary>
    public const int PlaceRows = 3;

    /// <summary>The tree of places, the same on every machine.</summary>
    /// <param name="places">Places in the tree's scale, at least one.</param>
    public PointBlocks(Vector3[] places) : base(BinaryTree.OfPlaces(places))
    {
        Places = new((long)LeafCount * PlaceRows * Width);
        Span<float> rows = Places.Span;
        ReadOnlySpan<int> items = Items.Span;
        for (int i = 0; i < items.Length; i++)
        {
            // Missing points are at NaN, which is not near anything.
            bool missing = i % Width > 0 && items[i] == items[i / Width * Width];
            Vector3 place = missing ? new(float.NaN) : places[items[i]];
            Span<float> leaf = rows[((i / Width * PlaceRows * Width) + (i % Width))..];
            (leaf[0], leaf[Width], leaf[2 * Width]) = (place.X, place.Y, place.Z);
        }
    }

    /// <summary>[leaves, 3, 16].</summary>
    public AlignedBuffer<float> Places { get; }

    /// <inheritdoc/>
    public override void Dispose()
    {
        base.Dispose();
        Places.Dispose();
    }
}
