using NeuralFields.Geometry;
using NeuralFields.Rendering.Cameras;

namespace NeuralFields.Viewer;

/// <summary>The crop box as lines, with a handle in the middle of each side.</summary>
internal static class CropLines
{
    /// <summary>Draws the box.</summary>
    public static void Draw(Canvas canvas, Camera camera, Box3 box, int? held)
    {
        uint line = Canvas.Color(255, 200, 60, 200), handle = Canvas.Color(255, 255, 255, 255);
        for (int axis = 0; axis < 3; axis++)
            for (int corner = 0; corner < 4; corner++)
                Edge(canvas, camera, Corner(box, axis, corner, 0), Corner(box, axis, corner, 1), line);
        for (int side = 0; side < 6; side++)
        {
            (double x, double y, double depth) = camera.Project(Handle(box, side));
            int s = canvas.Scale * (side == held ? 4 : 3);
            if (depth > 0) canvas.Fill((int)x - s, (int)y - s, 2 * s, 2 * s, handle);
        }
    }

    /// <summary>The middle of a side.</summary>
    /// <param name="box">The box.</param>
    /// <param name="side">2·axis for the lower side, 2·axis + 1 for the upper.</param>
    public static Point3 Handle(Box3 box, int side) => With(box.Center, side / 2, At(box, side));

    /// <summary>Where a side lies along its axis.</summary>
    public static double At(Box3 box, int side) => Part(side % 2 == 0 ? box.Min : box.Max, side / 2);

    /// <summary>The box with a side moved; sides do not pass each other.</summary>
    public static Box3 Move(Box3 box, int side, double to)
    {
        int axis = side / 2;
        return side % 2 == 0
            ? box with { Min = With(box.Min, axis, Math.Min(to, Part(box.Max, axis))) }
            : box with { Max = With(box.Max, axis, Math.Max(to, Part(box.Min, axis))) };
    }

    /// <summary>The side whose handle lies near a place of the picture, or null.</summary>
    public static int? Near(Camera camera, Box3 box, double x, double y, double reach)
    {
        (double Distance, int? Side) best = (reach, null);
        for (int side = 0; side < 6; side++)
        {
            (double px, double py, double depth) = camera.Project(Handle(box, side));
            double distance = Math.Sqrt(((px - x) * (px - x)) + ((py - y) * (py - y)));
            if (depth > 0 && distance < best.Distance) best = (distance, side);
        }
        return best.Side;
    }

    private static void Edge(Canvas canvas, Camera camera, Point3 from, Point3 to, uint color)
    {
        (double x0, double y0, double d0) = camera.Project(from);
        (double x1, double y1, double d1) = camera.Project(to);
        if (d0 > 0 && d1 > 0) canvas.Line(x0, y0, x1, y1, color);
    }

    private static Point3 Corner(Box3 box, int axis, int corner, int end)
    {
        Point3 place = With(box.Min, axis, end == 0 ? Part(box.Min, axis) : Part(box.Max, axis));
        int u = (axis + 1) % 3, v = (axis + 2) % 3;
        if ((corner & 1) != 0) place = With(place, u, Part(box.Max, u));
        return (corner & 2) != 0 ? With(place, v, Part(box.Max, v)) : place;
    }

    private static double Part(Point3 p, int axis) => axis == 0 ? p.X : axis == 1 ? p.Y : p.Z;

    private static Point3 With(Point3 p, int axis, double value)
        => axis == 0 ? p with { X = value } : axis == 1 ? p with { Y = value } : p with { Z = value };
}
