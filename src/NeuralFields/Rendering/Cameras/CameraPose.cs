using NeuralFields.Geometry;

namespace NeuralFields.Rendering.Cameras;

/// <summary>
/// Where a camera stands and how it is turned, in the convention of OpenGL, NeRF and glTF: it looks along −Back, and
/// rows of a picture run along Right, columns against Up. The three axes are orthonormal and right-handed.
/// </summary>
/// <param name="Position">The eye, in world units.</param>
/// <param name="Right">The camera's x axis in the world.</param>
/// <param name="Up">The camera's y axis in the world.</param>
/// <param name="Back">The camera's z axis in the world: from what it looks at towards the eye.</param>
public readonly record struct CameraPose(Point3 Position, Point3 Right, Point3 Up, Point3 Back)
{
    /// <summary>Shortest a column may be beside the others after they were made orthogonal to it.</summary>
    private const double Degenerate = 1e-6;

    /// <summary>A camera that looks from one place at another.</summary>
    /// <param name="eye">Where it stands.</param>
    /// <param name="target">What it looks at.</param>
    /// <param name="up">
    /// What is up in the picture; where it is parallel to the view, the axis furthest from the view takes its place.
    /// </param>
    /// <exception cref="InputException">Eye and target are the same place.</exception>
    public static CameraPose LookAt(Point3 eye, Point3 target, Point3 up)
    {
        Point3 back = eye - target;
        if (!(back.Length > 0)) throw new InputException("a camera stands at the very place it looks at; move it away.");
        back = PointAlgebra.Unit(back);
        Point3 right = PointAlgebra.Cross(up, back);
        if (!(right.Length > Degenerate * up.Length)) right = PointAlgebra.Cross(Furthest(back), back);
        right = PointAlgebra.Unit(right);
        return new(eye, right, PointAlgebra.Cross(back, right), back);
    }

    /// <summary>A pose from the upper three rows of a camera → world matrix.</summary>
    /// <param name="m">[at least 12] row-major; columns are right, up, back and position.</param>
    /// <exception cref="InputException">
    /// A number is not finite, or the columns are no right-handed axes. Small errors and a common scale are removed.
    /// </exception>
    public static CameraPose OfMatrix(ReadOnlySpan<double> m)
    {
        Point3 x = new(m[0], m[4], m[8]), y = new(m[1], m[5], m[9]), z = new(m[2], m[6], m[10]);
        Point3 back = PointAlgebra.Unit(z), right = x - (back * PointAlgebra.Dot(x, back));
        bool isSound = right.Length > Degenerate * x.Length;
        right = PointAlgebra.Unit(right);
        Point3 up = PointAlgebra.Cross(back, right), position = new(m[3], m[7], m[11]);
        if (!isSound || !(PointAlgebra.Dot(y, up) > Degenerate * y.Length) || !double.IsFinite(position.Length))
            throw new InputException(
                "a camera's matrix holds no right-handed axes, expected columns right, up, back and position.");
        return new(position, right, up, back);
    }

    /// <summary>Its rotation.</summary>
    public Rotation Rotation => Rotation.OfAxes(Right, Up, Back);

    /// <summary>A pose of a rotation.</summary>
    public static CameraPose Of(Point3 position, Rotation rotation)
        => new(position, rotation.X, rotation.Y, rotation.Z);

    private static Point3 Furthest(Point3 direction)
    {
        double x = Math.Abs(direction.X), y = Math.Abs(direction.Y), z = Math.Abs(direction.Z);
        return x <= y && x <= z ? new(1, 0, 0) : y <= z ? new(0, 1, 0) : new(0, 0, 1);
    }
}
