using System.Numerics;

namespace NeuralFields.Distances;

/// <summary>
/// The power of two that brings the largest coordinate to about 1: exact, and squares neither under- nor overflow.
/// </summary>
internal readonly struct TreeScale
{
    /// <summary>Beyond this many sizes of the tree squares of floats overflow.</summary>
    private const float Furthest = 1e18f;

    private readonly float _toTree, _fromTree;

    private TreeScale(int exponent) => (_toTree, _fromTree) = (MathF.ScaleB(1, exponent), MathF.ScaleB(1, -exponent));

    /// <summary>The scale of places.</summary>
    /// <param name="places">The places.</param>
    /// <param name="what">What they are, for the message.</param>
    /// <exception cref="InputException">There are none, or one is not finite.</exception>
    public static TreeScale Of(ReadOnlySpan<Vector3> places, string what)
    {
        if (places.IsEmpty) throw new InputException($"{what}: there are no points — expected at least 1.");
        float largest = 0;
        for (int i = 0; i < places.Length; i++)
        {
            Vector3 size = Vector3.Abs(places[i]);
            float most = MathF.Max(size.X, MathF.Max(size.Y, size.Z));
            if (!float.IsFinite(most))
                throw new InputException($"{what}: point {i} is {places[i]} — expected finite coordinates.");
            largest = MathF.Max(largest, most);
        }
        // The bound keeps both factors normal floats.
        return new(largest > 0 ? Math.Clamp(-Math.ILogB(largest) - 1, -126, 126) : 0);
    }

    /// <summary>A place in the tree's scale.</summary>
    public Vector3 ToTree(Vector3 place) => place * _toTree;

    /// <summary>A length in the tree's scale.</summary>
    public float ToTree(float length) => length * _toTree;

    /// <summary>A place in the source's units.</summary>
    public Vector3 FromTree(Vector3 place) => place * _fromTree;

    /// <summary>A length in the source's units.</summary>
    public float FromTree(float length) => length * _fromTree;

    /// <summary>All places in the tree's scale.</summary>
    public Vector3[] ToTree(ReadOnlySpan<Vector3> places)
    {
        Vector3[] scaled = new Vector3[places.Length];
        for (int i = 0; i < scaled.Length; i++) scaled[i] = ToTree(places[i]);
        return scaled;
    }

    /// <summary>Whether distances from a place in the tree's scale can be computed; false for NaN.</summary>
    public static bool CanReach(Vector3 place)
    {
        Vector3 size = Vector3.Abs(place);
        return size.X < Furthest && size.Y < Furthest && size.Z < Furthest;
    }
}
