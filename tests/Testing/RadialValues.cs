using NeuralFields.Encodings;
using NeuralFields.Fields;
using NeuralFields.RadialBases;

namespace NeuralFields.Testing;

/// <summary>Centres in order and shapes of some variety for the radial bases of fields under test.</summary>
public static class RadialValues
{
    /// <summary>Arranges the centres that are there and overwrites the shapes.</summary>
    /// <param name="field">The field.</param>
    /// <param name="values">Its parameters.</param>
    public static void Arrange(FieldSpec field, float[] values)
    {
        foreach (EncodingNode node in field.Nodes.OfType<EncodingNode>())
        {
            List<EncodingPart> parts = [];
            node.Encoding.AddParts(parts, 0..field.InputSize(node), 0, field.FirstParameter(node));
            foreach (RadialPart part in parts.OfType<RadialPart>()) Arrange(part, values);
        }
    }

    private static void Arrange(RadialPart part, float[] values)
    {
        Span<float> centers = values.AsSpan(part.FirstCenter, part.Basis.Kernels * part.InputCount);
        KernelCenters.Arranged(centers.ToArray(), part.InputCount).CopyTo(centers);
        for (int i = 0; i < part.Basis.Kernels * part.ShapeCount; i++)
            values[part.FirstShape + i] = IsCross(part, i % part.ShapeCount) ? -0.4f : 1.5f + (0.3f * (i % 4));
    }

    /// <summary>Whether a number of a shape ties two axes together.</summary>
    private static bool IsCross(RadialPart part, int entry)
        => part.Basis.Shape == RadialShape.Full
            && !Enumerable.Range(0, part.InputCount).Any(d => RadialShapes.Entry(d, d) == entry);
}
