using NeuralFields.Fields;
using NeuralFields.Parameters;
using NeuralFields.Testing;

namespace NeuralFields.Tests.Backends;

/// <summary>A field under test.</summary>
/// <param name="Spec">The field, small enough to be differentiated number by number.</param>
/// <param name="KinksPerUnit">Slopes jump at multiples of 1/KinksPerUnit at most; 0 where encodings are smooth.</param>
public sealed record FieldCase(FieldSpec Spec, int KinksPerUnit = 0)
{
    /// <summary>The field's first values; tables are enlarged so that they matter.</summary>
    public float[] Parameters(ulong seed = 3)
    {
        ParameterLayout layout = Spec.Layout();
        float[] values = Spec.Initialize(seed);
        foreach (ParameterTensor table in layout.Tensors.Where(t => t.Role == ParameterRole.Table))
            foreach (ref float value in values.AsSpan(table.Offset, table.Count)) value *= 1e4f;
        RadialValues.Arrange(Spec, values);
        return values;
    }

    /// <summary>[count, inputs] points, away from places where slopes jump.</summary>
    /// <param name="count">Samples.</param>
    /// <param name="seed">Chooses them.</param>
    /// <param name="from">The smallest coordinate.</param>
    /// <param name="to">The largest coordinate.</param>
    public float[] Points(int count, int seed = 7, float from = 0, float to = 1)
    {
        Random random = new(seed);
        float[] points = new float[count * Spec.InputCount];
        foreach (ref float x in points.AsSpan())
            do x = from + ((to - from) * random.NextSingle());
            while (KinksPerUnit > 0 && Math.Abs((x * KinksPerUnit) - Math.Round(x * KinksPerUnit)) < 1e-2);
        return points;
    }

    /// <summary>[count, outputs] numbers in [−0.5, 1.5): targets or weights.</summary>
    public float[] OutputNumbers(int count, int seed = 11)
    {
        Random random = new(seed);
        float[] numbers = new float[count * Spec.OutputCount];
        foreach (ref float y in numbers.AsSpan()) y = (2 * random.NextSingle()) - 0.5f;
        return numbers;
    }
}
