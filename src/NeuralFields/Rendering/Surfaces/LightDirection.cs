using System.Numerics;
using NeuralFields.Numerics;

namespace NeuralFields.Rendering.Surfaces;

/// <summary>Where the key light stands as seen from what is looked at, beside the camera.</summary>
/// <param name="Azimuth">Degrees around the up axis; 0 is at the camera, positive to its right.</param>
/// <param name="Elevation">Degrees above the horizon.</param>
public readonly record struct LightDirection(double Azimuth, double Elevation)
{
    /// <summary>Near the place where the light of product pictures stands.</summary>
    public static LightDirection Usual => new(-45, 47);

    internal Vector3 Of(Vector3 right, Vector3 up, Vector3 front)
    {
        (double sinA, double cosA) = DeterministicMath.SinCos(Azimuth * (Math.PI / 180));
        (double sinE, double cosE) = DeterministicMath.SinCos(Elevation * (Math.PI / 180));
        return Vector3.Normalize(
            (right * (float)(sinA * cosE)) + (up * (float)sinE) + (front * (float)(cosA * cosE)));
    }
}
