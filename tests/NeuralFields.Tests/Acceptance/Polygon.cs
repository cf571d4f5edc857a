namespace NeuralFields.Tests.Acceptance;

/// <summary>An L, in [−1,1]²: corner points in order, counter-clockwise.</summary>
internal static class Polygon
{
    private static readonly (double X, double Y)[] s_corners =
        [(-0.6, -0.6), (0.6, -0.6), (0.6, 0), (0, 0), (0, 0.6), (-0.6, 0.6)];

    private static readonly double[] s_lengths = [.. s_corners.Select((_, i) => Length(Edge(i)))];

    /// <summary>The place at a fraction of the way around, and the normal there.</summary>
    public static (double X, double Y, double NormalX, double NormalY) At(double fraction)
    {
        double way = fraction * s_lengths.Sum();
        int i = 0;
        while (i < s_lengths.Length - 1 && way >= s_lengths[i]) way -= s_lengths[i++];
        (double dx, double dy) = Edge(i);
        double part = way / s_lengths[i];
        return (s_corners[i].X + (part * dx), s_corners[i].Y + (part * dy), dy / s_lengths[i], -dx / s_lengths[i]);
    }

    /// <summary>The signed distance, negative inside.</summary>
    public static double Distance(double x, double y)
    {
        double nearest = double.MaxValue;
        bool inside = false;
        for (int i = 0; i < s_corners.Length; i++)
        {
            (double ax, double ay) = s_corners[i];
            (double dx, double dy) = Edge(i);
            double part = Math.Clamp((((x - ax) * dx) + ((y - ay) * dy)) / ((dx * dx) + (dy * dy)), 0, 1);
            nearest = Math.Min(nearest, Length((x - ax - (part * dx), y - ay - (part * dy))));
            if (ay > y != ay + dy > y && x < ax + (dx * (y - ay) / dy)) inside = !inside;
        }
        return inside ? -nearest : nearest;
    }

    private static (double X, double Y) Edge(int i)
    {
        (double X, double Y) next = s_corners[(i + 1) % s_corners.Length];
        return (next.X - s_corners[i].X, next.Y - s_corners[i].Y);
    }

    private static double Length((double X, double Y) v) => Math.Sqrt((v.X * v.X) + (v.Y * v.Y));
}
