using System.Numerics;

namespace NeuralFields.Meshing;

/// <summary>Asks a field in batches, and keeps count and range of what it says.</summary>
internal sealed class FieldProbe(IScalarField source, CancellationToken cancellation)
{
    /// <summary>Places per call: all threads of a backend are busy, 4 MB of memory.</summary>
    public const int BatchSize = 1 << 18;

    /// <summary>The field.</summary>
    public IScalarField Field => source;

    /// <summary>Places evaluated so far.</summary>
    public long Evaluations { get; private set; }

    /// <summary>The least value so far.</summary>
    public float Min { get; private set; } = float.PositiveInfinity;

    /// <summary>The largest value so far.</summary>
    public float Max { get; private set; } = float.NegativeInfinity;

    /// <summary>Evaluates a batch.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public void Evaluate(ReadOnlySpan<Vector3> places, Span<float> values)
    {
        cancellation.ThrowIfCancellationRequested();
        source.Evaluate(places, values);
        Note(values);
    }

    /// <summary>Evaluates values and gradients, by differences where the field knows no gradients.</summary>
    /// <param name="places">[n] places.</param>
    /// <param name="values">[n] receives the values.</param>
    /// <param name="gradients">[n] receives the gradients.</param>
    /// <param name="step">Distance of the two places of a difference from their middle.</param>
    public void Differentiate(
        ReadOnlySpan<Vector3> places, Span<float> values, Span<Vector3> gradients, float step)
    {
        cancellation.ThrowIfCancellationRequested();
        if (source is IDifferentiableField known)
        {
            known.Differentiate(places, values, gradients);
            Note(values);
            return;
        }
        Evaluate(places, values);
        Vector3[] moved = new Vector3[2 * places.Length];
        float[] ends = new float[moved.Length];
        for (int axis = 0; axis < 3; axis++)
        {
            Vector3 shift = Vector3.Zero;
            shift[axis] = step;
            for (int i = 0; i < places.Length; i++) (moved[2 * i], moved[(2 * i) + 1]) = (places[i] - shift, places[i] + shift);
            Evaluate(moved, ends);
            for (int i = 0; i < places.Length; i++) gradients[i][axis] = (ends[(2 * i) + 1] - ends[2 * i]) / (2 * step);
        }
    }

    private void Note(ReadOnlySpan<float> values)
    {
        Evaluations += values.Length;
        foreach (float value in values)
        {
            if (value < Min) Min = value;
            if (value > Max) Max = value;
        }
    }
}
