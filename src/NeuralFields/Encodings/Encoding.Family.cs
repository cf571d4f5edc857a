using NeuralFields.Descriptions;

namespace NeuralFields.Encodings;

public abstract partial record Encoding
{
    /// <summary>All encodings.</summary>
    public static Family<Encoding> Family { get; } = new(
    [
        Identity.Schema, Frequency.Schema, FourierFeatures.Schema, OneBlob.Schema, TriangleWave.Schema,
        SphericalHarmonics.Schema, HashGrid.Schema, TiledGrid.Schema, DenseGrid.Schema, Grid.Schema,
        DictionaryGrid.Schema, RadialBasis.Schema, Latent.Schema, Composite.Schema,
    ]);

    /// <summary>Adds the part of an encoding that is one formula.</summary>
    private protected void AddFormula<TFormula>(
        ICollection<EncodingPart> parts, Range inputs, int firstOutput, int firstParameter, TFormula formula)
        where TFormula : struct, IPointwiseFormula
    {
        ArgumentNullException.ThrowIfNull(parts);
        int first = inputs.Start.Value, count = inputs.End.Value - first;
        parts.Add(new FormulaPart<TFormula>(first, count, firstOutput, OutputCount(count), firstParameter, formula));
    }
}
