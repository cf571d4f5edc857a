using System.Text.RegularExpressions;
using NeuralFields.Activations;
using NeuralFields.Backends;
using NeuralFields.Backends.Cpu;
using NeuralFields.Codegen;
using NeuralFields.Encodings;
using NeuralFields.Fields;
using NeuralFields.Fields.Emission;
using NeuralFields.Networks;
using NeuralFields.Parameters;
using NeuralFields.Presets;
using NeuralFields.Testing;
using NeuralFields.Tests.Encodings;

namespace NeuralFields.Tests.Fields.Emission;

public sealed class FieldTextTests
{
    public static TheoryData<string, string> Encodings => TextCases.With(TextCases.EncodingNames);

    public static TheoryData<string, string> Activations => TextCases.With(TextCases.ActivationNames);

    public static TheoryData<string> Presets => [.. ImagePreset.All.Select(p => p.Name)];

    [Theory, MemberData(nameof(Encodings))]
    public void Text_of_every_encoding_is_as_recorded(string encoding, string dialect)
        => TextSnapshot.Check(
            FieldText.Emit(TextCases.OfEncoding(encoding), Dialect.Find(dialect)),
            "tests", "goldens", "shaders", $"{encoding.Replace(' ', '-')}.{dialect}.txt");

    [Theory, MemberData(nameof(Encodings))]
    public void Text_of_every_encoding_compiles(string encoding, string dialect)
        => Compile(TextCases.OfEncoding(encoding), dialect);

    [Theory, MemberData(nameof(Activations))]
    public void Text_of_every_activation_compiles(string activation, string dialect)
        => Compile(TextCases.OfActivation(activation), dialect);

    [Theory, MemberData(nameof(Presets))]
    public void Text_of_every_preset_computes_what_the_cpu_computes(string preset)
        => Compare(TextCases.OfPreset(preset), "field_value(x, y, parameters);");

    [Theory, MemberData(nameof(Activations))]
    public void Text_of_every_activation_computes_what_the_cpu_computes(string activation, string dialect)
    {
        if (dialect == "opencl") Compare(TextCases.OfActivation(activation), "field_value(x, y, parameters);");
    }

    [Fact]
    public void Color_goes_on_from_the_features_of_density()
        => Compare(
            TextCases.DensityAndColor(),
            "float f[6]; field_density(x, y, f, parameters); field_color(f, x + 3, y + 1, parameters);");

    [Fact]
    public void Networks_without_biases_or_hidden_layers_have_text()
    {
        Mlp mlp = new() { Width = 5, HiddenLayers = 2, Bias = false };
        foreach (Mlp variant in (Mlp[])[mlp, mlp with { HiddenLayers = 0 }, mlp with { Wire = new WireFormula() }])
            Compare(FieldSpec.Value(2, 3, new Identity(), variant), "field_value(x, y, parameters);");
    }

    [Fact]
    public void Gaussian_units_have_text()
    {
        foreach (string encoding in (string[])["identity", "hash2"])
        {
            FieldSpec spec = FieldSpec.Value(
                EncodingCases.All[encoding].Inputs, 5, EncodingCases.All[encoding].Encoding, new GaussianRbf { Units = 7 });
            foreach (Dialect dialect in Dialect.All) Compile(spec, dialect.Name);
            Compare(spec, "field_value(x, y, parameters);");
        }
    }

    [Fact]
    public void The_functions_are_those_that_templates_call()
    {
        FieldSpec value = FieldSpec.Value(2, 3, new Identity(), new Mlp());
        string glsl = FieldText.Emit(value, Dialect.Find("glsl"), binding: 3);
        Assert.Contains("\nvec3 field_value(vec2 port_position)\n", glsl);
        Assert.Contains("binding = 3", glsl);
        Assert.Contains(
            "\nvoid field_value(const float *values_position, float *result, __global const float *parameters)\n",
            FieldText.Emit(value, Dialect.Find("opencl")));
        string radiance = FieldText.Emit(TextCases.DensityAndColor(), Dialect.Find("glsl"));
        Assert.Contains("\nfloat field_density(vec3 port_position, out float features[6])\n", radiance);
        Assert.Contains("\nvec3 field_color(float features[6], vec3 port_direction)\n", radiance);
    }

    [Fact]
    public void Names_out_of_files_cannot_become_code()
    {
        const string Evil = "a b\\\n}; int main() {//\u00e9__";
        FieldSpec spec = new(
            [new FieldPort(Evil, 2), new FieldPort("2", 1)],
            [
                new EncodingNode("for", [Evil, "2"], new Identity()),
                new EncodingNode("a_b", ["for"], new Frequency()), new EncodingNode("a-b", ["for"], new FourierFeatures()),
            ],
            [
                new FieldHead("value", "a_b", 0, 1, Activation.Find("None")),
                new FieldHead("value", "a-b", 2, 7, Activation.Find("Sine")),
            ]);
        foreach (Dialect dialect in Dialect.All)
        {
            string text = FieldText.Emit(spec, dialect);
            Assert.DoesNotContain("main", Regex.Replace(text, "\\w*_main\\w*", ""));
            Assert.All(text, c => Assert.True(char.IsAscii(c)));
            TextCompiler.Check(dialect, text);
        }
    }

    private static void Compile(FieldSpec spec, string dialect)
        => TextCompiler.Check(Dialect.Find(dialect), FieldText.Emit(spec, Dialect.Find(dialect)));

    [Fact]
    public void The_comparison_bites()
    {
        FieldSpec spec = TextCases.OfEncoding("hash2");
        if (ExternalTool.Find("clang", "opencl") is null) return;
        Assert.Throws<CheckFailedException>(() => Compare(spec, "field_value(x, y, parameters); y[1] *= 1.01f;"));
    }

    private static void Compare(FieldSpec spec, string calls)
    {
        using NativeField? field = NativeField.Build(spec, calls);
        if (field is null) return;
        float[] parameters = Parameters(spec), inputs = Inputs(spec, 61);
        using CpuBackend backend = new(threads: 1);
        using IFieldProgram program = backend.Compile(spec);
        program.SetParameters(parameters);
        float[] expected = new float[61 * spec.OutputCount];
        program.Evaluate(inputs, expected);
        Assert.Contains(expected, v => Math.Abs(v) > 1e-2);
        AssertClose.Relative(expected, field.Evaluate(inputs, parameters), 1e-3, 1e-4);
    }

    /// <summary>First values; tables are enlarged so that they matter, biases so that none is zero.</summary>
    private static float[] Parameters(FieldSpec spec)
    {
        ParameterLayout layout = spec.Layout();
        float[] values = spec.Initialize(3);
        Random random = new(3);
        foreach (ParameterTensor tensor in layout.Tensors)
            foreach (ref float value in values.AsSpan(tensor.Offset, tensor.Count))
                value = tensor.Role switch
                {
                    ParameterRole.Table => value * 1e4f,
                    ParameterRole.Bias => value + (0.2f * random.NextSingle()) - 0.1f,
                    _ => value,
                };
        RadialValues.Arrange(spec, values);
        return values;
    }

    private static float[] Inputs(FieldSpec spec, int count)
    {
        Random random = new(5);
        return [.. Enumerable.Range(0, count * spec.InputCount).Select(_ => random.NextSingle())];
    }
}
