using System.Numerics;
using NeuralFields.Encodings;
using NeuralFields.Fields;

namespace NeuralFields.Rendering.Surfaces;

/// <summary>
/// Directions of a surface: the analytic gradient, or central differences for fields over grids, whose gradient jumps
/// at every border of a cell and would show them all.
/// </summary>
/// <param name="field">The distances.</param>
/// <param name="chunks">Threads for what is not the field.</param>
internal sealed class SurfaceNormals(DistanceProgram field, RayChunks chunks)
{
    /// <summary>Differences span at least this part of the finest cell; less shows cells, more rounds edges.</summary>
    private const float CellPart = 1;

    /// <summary>Differences span at least this part of a pixel: what is finer only flickers.</summary>
    private const float PixelPart = 0.5f;

    private readonly float? _cell = FinestCell(field.Program.Spec);

    /// <summary>Whether normals come from the analytic gradient.</summary>
    public bool IsAnalytic => _cell is null;

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

    /// <summary>The side of the finest grid's cells, in field units; null for fields without grids.</summary>
    internal static float? FinestCell(FieldSpec spec)
    {
        List<EncodingPart> parts = [];
        foreach (EncodingNode node in spec.Nodes.OfType<EncodingNode>())
            node.Encoding.AddParts(parts, ..spec.InputSize(node), 0, 0);
        float[] scales = [.. parts.OfType<GridPart>().Select(p => p.Layout.Levels[^1].Scale)];
        return scales.Length == 0 ? null : 1 / Math.Max(1, scales.Max());
    }

    private void Difference(Vector3[] places, float[] pixels, Vector3[] normals)
    {
        Vector3[] around = new Vector3[6 * places.Length];
        float[] values = new float[around.Length];
        chunks.Run(places.Length, (first, end) =>
        {
            for (int i = first; i < end; i++)
            {
                float step = Math.Max(CellPart * _cell!.Value, PixelPart * pixels[i]);
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
