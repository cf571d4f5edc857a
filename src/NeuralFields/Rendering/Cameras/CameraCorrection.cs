using NeuralFields.Geometry;
using NeuralFields.Numerics;

namespace NeuralFields.Rendering.Cameras;

/// <summary>What a camera's rays are changed by when its pose and focal length are learnt.</summary>
/// <param name="Turn">
/// The rotation about the eye, in the world's axes: of small ones the angles, in general 2·tan(angle/2) along the axis
/// (Cayley's form, which needs no trigonometry).
/// </param>
/// <param name="Shift">What the eye is moved by, in the units of places.</param>
/// <param name="Zoom">1 + Zoom is the factor on tangents of angles from the viewing axis; above −1.</param>
public readonly record struct CameraCorrection(Point3 Turn, Point3 Shift, double Zoom)
{
    /// <summary>A direction of the uncorrected camera, corrected.</summary>
    /// <param name="direction">Of length 1.</param>
    /// <param name="back">The uncorrected camera's axis, of length 1: away from what it looks at.</param>
    /// <returns>Of length 1.</returns>
    public Point3 Apply(Point3 direction, Point3 back)
        => Of(CameraFormula.Correct<F64>(Of(Turn), Zoom, Of(direction), Of(back)));

    /// <summary>A direction, turned.</summary>
    public Point3 Turned(Point3 v) => Of(CameraFormula.Turn(Of(Turn), Of(v)));

    /// <summary>A camera, corrected.</summary>
    public Camera Apply(Camera camera)
    {
        CameraPose p = camera.Pose;
        CameraLens lens = camera.Lens;
        return new(
            new(p.Position + Shift, Turned(p.Right), Turned(p.Up), Turned(p.Back)),
            lens with { FocalX = lens.FocalX / (1 + Zoom), FocalY = lens.FocalY / (1 + Zoom) });
    }

    /// <summary>What makes one camera of another, of the same picture.</summary>
    /// <param name="given">The uncorrected camera.</param>
    /// <param name="corrected">The other, turned by less than half a circle.</param>
    /// <remarks>With R the rotation between them, the turn is 2·(R − Rᵀ)ᵛ/(1 + tr R).</remarks>
    public static CameraCorrection Between(Camera given, Camera corrected)
    {
        ArgumentNullException.ThrowIfNull(given);
        ArgumentNullException.ThrowIfNull(corrected);
        (CameraPose a, CameraPose b) = (given.Pose, corrected.Pose);
        Point3 across = PointAlgebra.Cross(a.Right, b.Right) + PointAlgebra.Cross(a.Up, b.Up) + PointAlgebra.Cross(a.Back, b.Back);
        double trace = PointAlgebra.Dot(a.Right, b.Right) + PointAlgebra.Dot(a.Up, b.Up) + PointAlgebra.Dot(a.Back, b.Back);
        double zoom = (given.Lens.FocalX / corrected.Lens.FocalX) - 1;
        return new(across * (2 / (1 + trace)), b.Position - a.Position, zoom);
    }

    /// <summary>From the derivative by a corrected direction to those by turn and zoom.</summary>
    /// <param name="direction">The uncorrected direction, of length 1.</param>
    /// <param name="back">The uncorrected camera's axis, of length 1.</param>
    /// <param name="gradient">The derivative by the result of <see cref="Apply(Point3, Point3)"/>.</param>
    public (Point3 ByTurn, double ByZoom) Differentiate(Point3 direction, Point3 back, Point3 gradient)
    {
        (Triple<F64> byTurn, F64 byZoom) =
            CameraFormula.Differentiate<F64>(Of(Turn), Zoom, Of(direction), Of(back), Of(gradient));
        return (Of(byTurn), byZoom);
    }

    private static Triple<F64> Of(Point3 p) => new(p.X, p.Y, p.Z);

    private static Point3 Of(Triple<F64> t) => new(t.X, t.Y, t.Z);
}
