using System.Numerics;

namespace NeuralFields.Distances;

/// <summary>A mean of angles between directions, from 0° to 180°: opposite directions are not alike.</summary>
internal struct MeanAngle
{
    private double _sum;
    private long _count;

    /// <summary>The mean so far in degrees; 0 where there is none.</summary>
    public readonly double Degrees => _count == 0 ? 0 : _sum / _count * (180 / Math.PI);

    /// <summary>Adds the angle between two directions of any length; those without one are left out.</summary>
    public void Add(Vector3 a, Vector3 b)
    {
        // With a sine small angles keep their digits; a cosine loses those below 0.03°.
        double sine = Vector3.Cross(a, b).Length(), cosine = Vector3.Dot(a, b);
        if (sine == 0 && cosine == 0) return;
        _sum += Math.Atan2(sine, cosine);
        _count++;
    }
}
