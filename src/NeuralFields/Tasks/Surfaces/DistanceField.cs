using System.Numerics;
using System.Runtime.InteropServices;
using NeuralFields.Backends;
using NeuralFields.Distances;
using NeuralFields.Meshing;

namespace NeuralFields.Tasks;

/// <summary>A field of signed distances on a backend, as meshing and metrics ask for it: all in field coordinates.</summary>
public sealed class DistanceField : IDifferentiableField, ISurfaceField
{
    private readonly IFieldProgram _program;
    private float[] _ones = [], _values = [];

    /// <summary>A field.</summary>
    /// <param name="program">The compiled field with its parameters.</param>
    /// <exception cref="InputException">It does not take three coordinates and give one value.</exception>
    public DistanceField(IFieldProgram program)
    {
        ArgumentNullException.ThrowIfNull(program);
        (int inputs, int outputs) = (program.Spec.InputCount, program.Spec.OutputCount);
        if (inputs != 3 || outputs != 1)
            throw new InputException(
                $"the field takes {inputs} coordinates and gives {outputs} values, expected 3 and 1 (a distance).");
        _program = program;
    }

    /// <inheritdoc/>
    public void Evaluate(ReadOnlySpan<Vector3> places, Span<float> values)
        => _program.Evaluate(MemoryMarshal.Cast<Vector3, float>(places), values);

    /// <inheritdoc/>
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

    /// <inheritdoc/>
    public void Values(ReadOnlySpan<Vector3> places, Span<float> values) => Evaluate(places, values);

    /// <inheritdoc/>
    public void Gradients(ReadOnlySpan<Vector3> places, Span<Vector3> gradients)
    {
        if (_values.Length < places.Length) _values = new float[places.Length];
        Differentiate(places, _values.AsSpan(0, places.Length), gradients);
    }
}
