using System.Numerics;
using System.Runtime.InteropServices;
using NeuralFields.Backends;
using NeuralFields.IO.Fields;
using NeuralFields.Meshing;

namespace NeuralFields.Cli.Meshes;

/// <summary>A field of signed distances on a backend, as the mesher asks for it.</summary>
internal sealed class SurfaceProgram : IDifferentiableField
{
    private readonly IFieldProgram _program;
    private float[] _ones = [];

    /// <summary>A program whose field takes three coordinates and gives one value.</summary>
    public SurfaceProgram(IFieldProgram program) => _program = program;

    /// <summary>Refuses fields that are no surfaces.</summary>
    /// <param name="contents">The field.</param>
    /// <param name="path">What messages call it.</param>
    /// <exception cref="InputException">It is of another task, or has other coordinates or values.</exception>
    public static void Require(FieldContents contents, string path)
    {
        (int inputs, int outputs) = (contents.Field.InputCount, contents.Field.OutputCount);
        if (contents.Task != "sdf")
            throw new InputException(
                $"{path}: the field is of the task {contents.Task}, expected sdf: only a field of distances has a surface.");
        if (inputs != 3 || outputs != 1)
            throw new InputException(
                $"{path}: the field takes {inputs} coordinates and gives {outputs} values, expected 3 and 1 (a distance).");
    }

    public void Evaluate(ReadOnlySpan<Vector3> places, Span<float> values)
        => _program.Evaluate(MemoryMarshal.Cast<Vector3, float>(places), values);

    public void Differentiate(ReadOnlySpan<Vector3> places, Span<float> values, Span<Vector3> gradients)
    {
        if (_ones.Length < values.Length)
        {
            _ones = new float[values.Length];
            Array.Fill(_ones, 1);
        }
        _program.Differentiate(
            MemoryMarshal.Cast<Vector3, float>(places), values, _ones.AsSpan(0, values.Length),
            MemoryMarshal.Cast<Vector3, float>(gradients));
    }
}
