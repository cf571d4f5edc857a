using NeuralFields.Encodings;
using NeuralFields.Fields;
using NeuralFields.Networks;

namespace NeuralFields.Rendering.Surfaces;

/// <summary>How far the gradient of a field can be trusted.</summary>
/// <param name="IsSmooth">Whether it is continuous.</param>
/// <param name="FinestCell">
/// Length, in coordinates, below which differences show the field's parts and not its shape: the finest grid's cell.
/// </param>
internal readonly record struct FieldSmoothness(bool IsSmooth, float FinestCell)
{
    /// <summary>Half of what one sees of a shape that fills [0,1] in a picture of 1,000 pixels.</summary>
    private const float UsualLength = 1 / 2048f;

    /// <summary>Looks through a field's encodings and activations.</summary>
    public static FieldSmoothness Of(FieldSpec spec)
    {
        EncodingPart[] parts = [.. spec.Nodes.OfType<EncodingNode>().SelectMany(spec.PartsOf)];
        float[] cells = [.. parts.OfType<GridPart>().Select(p => 1 / Math.Max(1, p.Layout.Levels[^1].Scale))];
        bool hasKinks = spec.Nodes.OfType<NetworkNode>().Select(n => n.Network).OfType<Mlp>()
            .Any(m => m.Wire is null && m.HiddenLayers > 0 && !m.Activation.Kinks.IsEmpty);
        // The nearest kernels change from place to place; only overlapping ones fade before they do.
        bool hasJumps = parts.OfType<RadialPart>().Any(p => p.Basis.Width != RadialWidth.Overlap);
        return new(cells.Length == 0 && !hasKinks && !hasJumps, cells.Length == 0 ? UsualLength : cells.Min());
    }
}
