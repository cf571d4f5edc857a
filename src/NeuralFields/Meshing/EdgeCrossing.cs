namespace NeuralFields.Meshing;

/// <summary>A vertex of the level set: the grid edge on which it lies and the values at the edge's two ends.</summary>
internal readonly struct EdgeCrossing(int x, int y, int z, int axis, float start, float end)
{
    /// <summary>
    /// How near to an end of its edge, in edges, a vertex may come. Vertices of different edges then differ also in
    /// single precision, up to 4,096 cells per side, and no triangle shrinks to a line where the level is met exactly.
    /// </summary>
    public const float EndMargin = 1f / 1024;

    /// <summary>The edge's lower end, in grid places.</summary>
    public readonly ushort X = (ushort)x, Y = (ushort)y, Z = (ushort)z;

    /// <summary>The axis along which the edge runs: 0, 1 or 2.</summary>
    public readonly ushort Axis = (ushort)axis;

    /// <summary>Values at the lower and the upper end; one is below the level and the other is not.</summary>
    public readonly float Start = start, End = end;

    /// <summary>Where the level is met by a straight line between the values, from 0 at the lower end to 1.</summary>
    public float Fraction(float level) => Clamp((level - Start) / (End - Start));

    /// <summary>Keeps a fraction away from both ends; the middle where it is no number.</summary>
    public static float Clamp(float fraction)
        => float.IsNaN(fraction) ? 0.5f : Math.Clamp(fraction, EndMargin, 1 - EndMargin);
}
