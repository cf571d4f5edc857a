using System.Diagnostics;
using System.Globalization;
using NeuralFields.Activations;
using NeuralFields.Backends;
using NeuralFields.Backends.Cpu;
using NeuralFields.Encodings;
using NeuralFields.Fields;
using NeuralFields.IO.Fields;
using NeuralFields.Networks;
using NeuralFields.Testing;

namespace NeuralFields.IO.Tests.Fields;

/// <summary>
/// Field files are read by thirty lines of numpy, without this library and without the safetensors package.
/// </summary>
public sealed class PythonReaderTests : IDisposable
{
    private const int Samples = 64;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string> Fields => [.. s_fields.Keys];

    private static readonly Dictionary<string, FieldSpec> s_fields = new()
    {
        ["hash grid in the plane"] = FieldSpec.Value(
            2, 3, new HashGrid { Levels = 16, Log2TableSize = 10, BaseResolution = 16, PerLevelScale = 1.3 },
                new Mlp()),
        ["hash grid in space"] = FieldSpec.Value(
            3, 1, new HashGrid
            {
                Levels =
                8,
                Log2TableSize = 12,
                BaseResolution = 8,
                PerLevelScale = 1.5,
                Features = 4
            },
            new Mlp { Bias = false, HiddenLayers = 1 }),
        ["sine network"] = FieldSpec.Value(
            2, 3, new Identity(), new Mlp { Width = 32, HiddenLayers = 3, Activation = Activation.Find("Sine") }),
        ["Gaussian units"] = FieldSpec.Value(
            2, 3, new HashGrid { Levels = 4, Log2TableSize = 10, BaseResolution = 8, PerLevelScale = 1.5 },
            new GaussianRbf { Units = 24 }),
    };

    [Theory, MemberData(nameof(Fields))]
    public void Numpy_gives_the_same_values(string name)
    {
        if (FindPython() is not { } python) return;
        FieldSpec spec = s_fields[name];
        float[] parameters = spec.Initialize(3);
        for (int i = 0; i < parameters.Length; i++) parameters[i] *= spec.Layout().Tensors.Any(t => IsTableEntry(t, i))
            ? 1e4f : 1;
        FieldFile.Write(_folder.File("a.nf"), new FieldContents(spec, parameters));
        float[] inputs = Points(spec.InputCount), expected = new float[Samples * spec.OutputCount];
        using CpuBackend backend = new(1);
        using IFieldProgram program = backend.Compile(spec);
        program.SetParameters(parameters);
        program.Evaluate(inputs, expected);
        float[] values = RunReader(python, _folder.File("a.nf"), inputs, spec.InputCount);
        Assert.Equal(expected.Length, values.Length);
        for (int i = 0; i < values.Length; i++)
            Assert.InRange(Math.Abs(values[i] - expected[i]), 0, 1e-4 * Math.Max(1, Math.Abs(expected[i])));
    }

    // Initial tables are so small that a wrong index would hide.
    private static bool IsTableEntry(Parameters.ParameterTensor tensor, int index)
        => tensor.Role == Parameters.ParameterRole.Table
            && index >= tensor.Offset && index < tensor.Offset + tensor.Count;

    private static float[] Points(int dimensions)
    {
        Numerics.Pcg32 random = new(5, 1);
        float[] points = new float[Samples * dimensions];
        for (int i = 0; i < points.Length; i++) points[i] = (float)random.NextDouble();
        return points;
    }

    private static float[] RunReader(string python, string file, float[] inputs, int dimensions)
    {
        using Process process = Start(python, Path.Combine(SharedData.Repository, "tools", "read_nf.py"), file);
        for (int i = 0; i < inputs.Length; i += dimensions)
            process.StandardInput.WriteLine(string.Join(
                ' ', inputs.Skip(i).Take(dimensions).Select(x => x.ToString("R", CultureInfo.InvariantCulture))));
        process.StandardInput.Close();
        string output = process.StandardOutput.ReadToEnd(), error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, error);
        return [.. output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(
            t => float.Parse(t, CultureInfo.InvariantCulture))];
    }

    /// <summary>A Python that has numpy, or null; NF_REQUIRE_BACKENDS=python makes its absence a failure.</summary>
    private static string? FindPython()
    {
        foreach (string python in (string[])["python3", "/usr/bin/python3"])
        {
            try
            {
                using Process process = Start(python, "-c", "import numpy");
                process.WaitForExit();
                if (process.ExitCode == 0) return python;
            }
            catch (System.ComponentModel.Win32Exception)
            {
                // Not installed under this name.
            }
        }
        bool required =
            Environment.GetEnvironmentVariable("NF_REQUIRE_BACKENDS")?.Split(',').Contains("python") == true;
        Assert.False(required, "python3 with numpy was not found.");
        Console.WriteLine("python3 with numpy was not found: the numpy reader is not tested.");
        return null;
    }

    private static Process Start(string program, params string[] arguments)
        => Process.Start(new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
}
