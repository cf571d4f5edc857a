using System.Collections.Immutable;
using System.Numerics;
using NeuralFields.Sampling;
using NeuralFields.Volumes;

namespace NeuralFields.Tasks;

/// <summary>
/// Which bricks of 4³ cells lie in the pyramid of any photograph. No ray of training crosses the others, so that a field
/// means nothing there: views from new places would show fog.
/// </summary>
internal static class SeenCells
{
    /// <summary>Tangents of angles from the viewing axis beyond which a lens is no pyramid, about 84°.</summary>
    private const float WidestTangent = 10;

    /// <summary>What a camera sees: places with coordinates across over depth within these bounds.</summary>
    private readonly record struct Pyramid(TrainingView View, Vector2 Low, Vector2 High, bool IsBounded)
    {
        /// <summary>Whether any of a ball may be inside.</summary>
        public bool Meets(Vector3 center, float radius)
        {
            Vector3 from = center - View.Position;
            float depth = -Vector3.Dot(from, View.Back);
            if (!IsBounded || from.LengthSquared() <= radius * radius) return true;
            if (depth < -radius) return false;
            Vector2 across = new(Vector3.Dot(from, View.Right), Vector3.Dot(from, View.Up));
            // The distance to a plane through the eye is at most |across − bound·depth|, over √(1 + bound²).
            return Fits(across.X - (Low.X * depth), Low.X) && Fits((High.X * depth) - across.X, High.X)
                && Fits(across.Y - (Low.Y * depth), Low.Y) && Fits((High.Y * depth) - across.Y, High.Y);

            bool Fits(float inside, float bound) => inside >= -radius * MathF.Sqrt(1 + (bound * bound));
        }
    }

    /// <summary>The bricks that cameras see.</summary>
    /// <param name="views">The photographs of training.</param>
    /// <param name="space">The space.</param>
    /// <returns>[cascades · 32³] in the order of <see cref="OccupancyBits.Bricks"/>.</returns>
    public static bool[] Of(ImmutableArray<TrainingView> views, VolumeSpace space)
    {
        Dictionary<ReadOnlyMemory<Vector3>, (Vector2 Low, Vector2 High, bool IsBounded)> lenses = [];
        Pyramid[] pyramids = [.. views.Select(v => PyramidOf(v, lenses))];
        bool[] seen = new bool[space.Cascades * OccupancyBits.BricksPerCascade];
        Parallel.For(0, seen.Length / OccupancyBits.Resolution, chunk =>
        {
            for (int i = 0, brick = chunk * OccupancyBits.Resolution; i < OccupancyBits.Resolution; i++, brick++)
                seen[brick] = IsSeen(pyramids, brick);
        });
        return seen;
    }

    private static bool IsSeen(Pyramid[] pyramids, int brick)
    {
        (int cascade, int x, int y, int z) = OccupancyBits.PlaceOf(brick << 6);
        float side = 1 << cascade, unit = side / OccupancyBits.Resolution;
        Vector3 center = ((new Vector3(x, y, z) + new Vector3(2)) * unit) + new Vector3(0.5f - (0.5f * side));
        float radius = 2 * MathF.Sqrt(3) * unit;
        foreach (Pyramid pyramid in pyramids)
            if (pyramid.Meets(center, radius)) return true;
        return false;
    }

    private static Pyramid PyramidOf(
        TrainingView view, Dictionary<ReadOnlyMemory<Vector3>, (Vector2 Low, Vector2 High, bool IsBounded)> lenses)
    {
        if (!lenses.TryGetValue(view.Directions, out (Vector2 Low, Vector2 High, bool IsBounded) lens))
            lenses[view.Directions] = lens = BoundsOf(view.Directions.Span);
        return new(view, lens.Low, lens.High, lens.IsBounded);
    }

    /// <summary>The bounds of a lens's directions; masked pixels count as unseen.</summary>
    private static (Vector2 Low, Vector2 High, bool IsBounded) BoundsOf(ReadOnlySpan<Vector3> directions)
    {
        (Vector2 low, Vector2 high) = (new(float.MaxValue), new(float.MinValue));
        bool isBounded = true;
        foreach (Vector3 direction in directions)
        {
            if (direction == Vector3.Zero) continue;
            if (direction.Z >= 0) return (low, high, false);
            Vector2 tangent = new Vector2(direction.X, direction.Y) / -direction.Z;
            isBounded &= tangent.Length() < WidestTangent;
            (low, high) = (Vector2.Min(low, tangent), Vector2.Max(high, tangent));
        }
        return (low, high, isBounded);
    }
}
