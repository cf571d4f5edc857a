using System.Numerics;

namespace NeuralFields.Rendering.Surfaces;

/// <summary>
/// Directions of a surface: the analytic gradient of smooth fields; central differences for fields over grids and with
/// kinked activations, whose gradient jumps at every border of a cell and may even be zero in a thin layer around the
/// surface (ReLU networks trained for a relative error are).
/// </summary>
/// <param name="field">The distances.</param>
/// <param name="chunks">Threads for what is not the field.</param>
internal sealed class SurfaceNormals(DistanceProgram field, RayChunks chunks)
{
    /// <summary>Differences span at least this part of a pixel to either side: what is finer only flickers.</summary>
    private const float PixelPart = 0.75f;

    private readonly FieldSmoothness _smoothness = FieldSmoothness.Of(field.Program.Spec);

    /// <summary>Whether normals come from the analytic gradient.</summary>
    public bool IsAnalytic => _smoothness.IsSmooth;

    /// <summary>The least half way of differences in pixels; 0 where the gradient needs none.</summary>
    public float Pixels => IsAnalytic ? 0 : PixelPart;

    /// <summary>Half the way of differences, where pixels are no larger.</summary>
    public float Step => _smoothness.FinestCell;

    /// <summary>Evaluations of the field per place.</summary>
    public int EvaluationsPerPlace => IsAnalytic ? 1 : 6;

    /// <summary>Evaluates unit normals, outwards.</summary>
    /// <param name="places">[n] places on the surface, field coordinates.</param>
    /// <param name="pixels">[n] sizes of a pixel there, in field units.</param>
    /// <param name="normals">[n] overwritten; zero where the field has no slope.</param>
    public void Evaluate(Vector3[] places, float[] pixels, Vector3[] normals)
    {
        if (IsAnalytic) field.Differentiate(places, new float[places.Length], normals);
        else Difference(places, pixels, normals);
        for (int i = 0; i < normals.Length; i++)
        {
            float length = normals[i].Length();
            normals[i] = length > 0 && float.IsFinite(length) ? normals[i] / length : Vector3.Zero;
        }
    }

    private void Difference(Vector3[] places, float[] pixels, Vector3[] normals)
    {
        Vector3[] around = new Vector3[6 * places.Length];
        float[] values = new float[around.Length];
        chunks.Run(places.Length, (first, end) =>
        {
            for (int i = first; i < end; i++)
            {
                float step = Math.Max(_smoothness.FinestCell, PixelPart * pixels[i]);
                for (int axis = 0; axis < 3; axis++)
                {
                    Vector3 offset = Vector3.Zero;
                    offset[axis] = step;
                    around[(6 * i) + (2 * axis)] = places[i] + offset;
                    around[(6 * i) + (2 * axis) + 1] = places[i] - offset;
                }
            }
        });
        field.Evaluate(around, values);
        for (int i = 0; i < normals.Length; i++)
        {
            ReadOnlySpan<float> v = values.AsSpan(6 * i, 6);
            normals[i] = new(v[0] - v[1], v[2] - v[3], v[4] - v[5]);
        }
    }
}
