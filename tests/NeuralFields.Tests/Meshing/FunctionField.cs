using System.Numerics;
using NeuralFields.Meshing;

namespace NeuralFields.Tests.Meshing;

/// <summary>A field written as a function.</summary>
internal sealed class FunctionField(Func<Vector3, float> function) : IColoredField
{
    /// <summary>A torus around z: the exact distance.</summary>
    public static FunctionField Torus { get; } = new(p =>
    {
        float ring = MathF.Sqrt((p.X * p.X) + (p.Y * p.Y)) - 0.6f;
        return MathF.Sqrt((ring * ring) + (p.Z * p.Z)) - 0.25f;
    });

    public void Evaluate(ReadOnlySpan<Vector3> places, Span<float> values)
    {
        for (int i = 0; i < places.Length; i++) values[i] = function(places[i]);
    }

    public void Color(ReadOnlySpan<Vector3> places, ReadOnlySpan<Vector3> normals, Span<Vector3> colors)
    {
        for (int i = 0; i < places.Length; i++) colors[i] = Vector3.Abs(normals[i]);
    }
}
