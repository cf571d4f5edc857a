using System.Numerics;
using System.Runtime.InteropServices;
using NeuralFields.Backends;

namespace NeuralFields.Rendering.Surfaces;

/// <summary>A field of signed distances: places in, one distance each out, in batches of bounded size.</summary>
/// <param name="program">Three coordinates in, one value out.</param>
internal sealed class DistanceProgram(IFieldProgram program)
{
    /// <summary>Samples per call: enough to keep all threads busy.</summary>
    private const int BatchSize = 1 << 16;

    private float[] _weights = [];

    /// <summary>The field.</summary>
    public IFieldProgram Program => program;

    /// <summary>What is left of the field's shape.</summary>
    public DistanceCut Cut { get; set; } = DistanceCut.None;

    /// <summary>Evaluates the field itself, before anything is cut away.</summary>
    /// <param name="places">[n] field coordinates.</param>
    /// <param name="distances">[n] overwritten.</param>
    public void EvaluateWhole(ReadOnlySpan<Vector3> places, Span<float> distances)
    {
        for (int first = 0; first < places.Length; first += BatchSize)
        {
            int count = Math.Min(BatchSize, places.Length - first);
            program.Evaluate(MemoryMarshal.Cast<Vector3, float>(places.Slice(first, count)), distances.Slice(first, count));
        }
    }

    /// <summary>Evaluates distances.</summary>
    /// <param name="places">[n] field coordinates.</param>
    /// <param name="distances">[n] overwritten.</param>
    public void Evaluate(ReadOnlySpan<Vector3> places, Span<float> distances)
    {
        EvaluateWhole(places, distances);
        Cut.Apply(places, distances);
    }

    /// <summary>Evaluates distances and their gradients.</summary>
    /// <param name="places">[n] field coordinates.</param>
    /// <param name="distances">[n] overwritten.</param>
    /// <param name="gradients">[n] overwritten.</param>
    public void Differentiate(ReadOnlySpan<Vector3> places, Span<float> distances, Span<Vector3> gradients)
    {
        if (_weights.Length == 0)
        {
            _weights = new float[BatchSize];
            _weights.AsSpan().Fill(1);
        }
        for (int first = 0; first < places.Length; first += BatchSize)
        {
            int count = Math.Min(BatchSize, places.Length - first);
            program.Differentiate(
                MemoryMarshal.Cast<Vector3, float>(places.Slice(first, count)), distances.Slice(first, count),
                _weights.AsSpan(0, count), MemoryMarshal.Cast<Vector3, float>(gradients.Slice(first, count)));
        }
        Cut.Apply(places, distances, gradients);
    }
}
