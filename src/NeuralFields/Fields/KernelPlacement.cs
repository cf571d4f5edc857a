using NeuralFields.Encodings;
using NeuralFields.RadialBases;

namespace NeuralFields.Fields;

/// <summary>Places the kernels of a field's radial bases by data.</summary>
public static class KernelPlacement
{
    /// <summary>Overwrites centres and shapes, unless there are no points yet.</summary>
    /// <param name="field">The field.</param>
    /// <param name="values">Its parameters.</param>
    /// <param name="points">The points for so many kernels.</param>
    /// <param name="seed">Of what is drawn.</param>
    public static void Fill(FieldSpec field, float[] values, Func<int, WeightedPoints?> points, ulong seed)
    {
        foreach (RadialPart part in PartsOf(field))
        {
            if (points(part.Basis.Kernels) is not { } own) continue;
            KernelPlaces places = part.Basis.Place(own, seed);
            places.Centers.CopyTo(values, part.FirstCenter);
            places.Shapes.CopyTo(values, part.FirstShape);
        }
    }

    /// <summary>The radial bases whose kernels join in the course of training.</summary>
    public static IEnumerable<RadialPart> Growing(FieldSpec field)
        => PartsOf(field).Where(part => part.Basis.Growth is not null);

    private static IEnumerable<RadialPart> PartsOf(FieldSpec field)
        => field.Nodes.OfType<EncodingNode>().SelectMany(field.PartsOf).OfType<RadialPart>();
}
