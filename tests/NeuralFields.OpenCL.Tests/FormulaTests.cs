using System.Globalization;
using System.Text;
using NeuralFields.Activations;
using NeuralFields.Losses;
using NeuralFields.Numerics;
using NeuralFields.OpenCL.Emission;
using NeuralFields.OpenCL.Memory;
using NeuralFields.Testing;

namespace NeuralFields.OpenCL.Tests;

/// <summary>Every activation and loss as a device computes it, beside the same formula in double precision.</summary>
public sealed class FormulaTests
{
    private const int Samples = 64;

    private readonly List<(string Name, Func<F64, F64, F64> Oracle)> _rows = [];
    private readonly StringBuilder _functions = new(), _body = new();

    [Fact]
    public void Formulas_of_the_registries_agree_with_double_precision_in_every_form()
    {
        WriteFormulas();
        float[] a = Points(1), b = Points(2);
        foreach (KernelForm form in TestDevice.Forms)
        {
            float[] values = Run(form, a, b);
            for (int row = 0; row < _rows.Count; row++)
            {
                double[] expected = [.. a.Select((x, i) => _rows[row].Oracle(x, b[i]).Value)];
                AssertClose.Relative(
                    expected, values.AsSpan(row * Samples, Samples), 2e-5, (1e-5 * expected.Max(Math.Abs)) + 1e-6,
                    $"{_rows[row].Name}, {form}");
            }
        }
    }

    private void WriteFormulas()
    {
        FormulaFunctions formulas = new(_functions);
        foreach (Activation activation in Activation.All)
        {
            Add(activation.Name, formulas.Value(activation, "p"), (x, _) => activation.Value(x));
            Add(activation.Name + " slope", formulas.Slope(activation, "p"), (x, _) => activation.Slope(x));
        }
        foreach (Loss loss in Loss.All)
        {
            Add(loss.Name, formulas.Value(loss), (x, y) => loss.Value(x, y, x));
            Add(loss.Name + " slope", formulas.Slope(loss), loss.Slope);
        }
    }

    private void Add(string name, string text, Func<F64, F64, F64> oracle)
    {
        _body.Append(CultureInfo.InvariantCulture, $"    STORE({text}, values + {_rows.Count * Samples} + first);\n");
        _rows.Add((name, oracle));
    }

    private float[] Run(KernelForm form, float[] a, float[] b)
    {
        string prelude = FieldKernels.Prelude(form with { Vectors = 1, Lanes = 1, GroupSize = 1 });
        string kernel =
            "__kernel void formulas(__global const float *a, __global const float *b, __global float *values)\n{\n" +
            "    const int first = get_global_id(0) * WIDTH;\n" +
            "    const real p = LOAD(a + first), t = LOAD(b + first);\n" +
            $"{_body}}}\n";
        using ClSession session = new(TestDevice.Device!, ProgramCache.None, "-cl-opt-disable");
        using ClProgram program = ClProgram.Build(session, "formulas", prelude + _functions + kernel);
        using ClBuffer left = Send(session, a), right = Send(session, b);
        using ClBuffer results = ClBuffer.Of<float>(session, _rows.Count * Samples);
        program["formulas"].With(left, right, results).Run(Samples / form.Width, 1);
        float[] values = new float[_rows.Count * Samples];
        results.Read<float>(values);
        return values;
    }

    private static ClBuffer Send(ClSession session, float[] numbers)
    {
        ClBuffer buffer = ClBuffer.Of<float>(session, numbers.Length);
        buffer.Write<float>(numbers);
        return buffer;
    }

    /// <summary>[Samples] numbers within ±1.5; the fastest sine makes a hundred radians of them.</summary>
    private static float[] Points(int seed)
    {
        Random random = new(seed);
        return [.. Enumerable.Range(0, Samples).Select(_ => (3 * random.NextSingle()) - 1.5f)];
    }
}
