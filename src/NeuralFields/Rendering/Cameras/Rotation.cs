using NeuralFields.Geometry;

namespace NeuralFields.Rendering.Cameras;

/// <summary>A rotation as a unit quaternion; q and −q are the same rotation.</summary>
/// <param name="I">First imaginary part.</param>
/// <param name="J">Second imaginary part.</param>
/// <param name="K">Third imaginary part.</param>
/// <param name="W">Real part.</param>
public readonly record struct Rotation(double I, double J, double K, double W)
{
    /// <summary>Halvings of an arc: 2⁻⁴⁰ of it is below every rounding.</summary>
    private const int Halvings = 40;

    /// <summary>Where the first axis goes.</summary>
    public Point3 X => new(1 - (2 * ((J * J) + (K * K))), 2 * ((I * J) + (K * W)), 2 * ((I * K) - (J * W)));

    /// <summary>Where the second axis goes.</summary>
    public Point3 Y => new(2 * ((I * J) - (K * W)), 1 - (2 * ((I * I) + (K * K))), 2 * ((J * K) + (I * W)));

    /// <summary>Where the third axis goes.</summary>
    public Point3 Z => new(2 * ((I * K) + (J * W)), 2 * ((J * K) - (I * W)), 1 - (2 * ((I * I) + (J * J))));

    /// <summary>The rotation that takes the axes to these orthonormal, right-handed ones.</summary>
    public static Rotation OfAxes(Point3 x, Point3 y, Point3 z)
    {
        // Four times the square of each part; the largest is divided by, so nothing is lost (Shepperd 1978).
        double w = 1 + x.X + y.Y + z.Z, i = 1 + x.X - y.Y - z.Z, j = 1 - x.X + y.Y - z.Z, k = 1 - x.X - y.Y + z.Z;
        double largest = Math.Max(Math.Max(w, i), Math.Max(j, k));
        Rotation parts = largest == w ? new(y.Z - z.Y, z.X - x.Z, x.Y - y.X, w)
            : largest == i ? new(i, x.Y + y.X, z.X + x.Z, y.Z - z.Y)
            : largest == j ? new(x.Y + y.X, j, y.Z + z.Y, z.X - x.Z)
            : new(z.X + x.Z, y.Z + z.Y, k, x.Y - y.X);
        return parts.Unit();
    }

    /// <summary>The rotation of a quaternion of any length above 0.</summary>
    public Rotation Unit()
    {
        double factor = 1 / Math.Sqrt((I * I) + (J * J) + (K * K) + (W * W));
        return new(I * factor, J * factor, K * factor, W * factor);
    }

    /// <summary>The same rotation with the sign that lies nearer to another.</summary>
    public Rotation Towards(Rotation other)
        => (I * other.I) + (J * other.J) + (K * other.K) + (W * other.W) < 0 ? new(-I, -J, -K, -W) : this;

    /// <summary>The rotation part of the way from this to another, at constant speed along the shorter arc.</summary>
    /// <param name="to">The end.</param>
    /// <param name="part">0 to 1.</param>
    /// <remarks>The arc is halved along the binary digits of the part: no angle, hence no arc cosine, is needed.</remarks>
    public Rotation Slerp(Rotation to, double part)
    {
        Rotation low = this, high = to.Towards(this);
        for (int n = 0; n < Halvings; n++)
        {
            Rotation middle = Blend(low, 0.5, high, 0.5).Unit();
            part *= 2;
            if (part >= 1) (low, part) = (middle, part - 1);
            else high = middle;
        }
        return Blend(low, 1 - part, high, part).Unit();
    }

    /// <summary>a·u + b·v, part by part: no rotation before <see cref="Unit"/>.</summary>
    internal static Rotation Blend(Rotation a, double u, Rotation b, double v)
        => new((a.I * u) + (b.I * v), (a.J * u) + (b.J * v), (a.K * u) + (b.K * v), (a.W * u) + (b.W * v));
}
