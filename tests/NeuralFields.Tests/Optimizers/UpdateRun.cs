using NeuralFields.Numerics;
using NeuralFields.Optimizers;
using NeuralFields.Parameters;

namespace NeuralFields.Tests.Optimizers;

/// <summary>Parameters, gradients and state of one optimiser under test.</summary>
internal sealed unsafe class UpdateRun
{
    private readonly UpdateKernel _kernel;
    private readonly float[][] _state;

    public UpdateRun(Optimizer optimizer, ParameterRole role, LaneWidth width, int count, float initial)
    {
        _kernel = optimizer.Kernel(width, role);
        Parameters = [.. Enumerable.Repeat(initial, count)];
        Gradients = new float[count];
        Counts = new ushort[count];
        _state = [.. Enumerable.Range(0, optimizer.StateCount).Select(_ => new float[count])];
    }

    public float[] Parameters { get; }

    public float[] Gradients { get; }

    public ushort[] Counts { get; }

    public IReadOnlyList<float[]> States => _state;

    public void Dense(float rate, long step)
    {
        fixed (float* w = Parameters, g = Gradients, a = State(0), b = State(1))
            _kernel.Dense(w, g, a, b, rate, step, Parameters.Length);
    }

    public void Sparse(float rate)
    {
        fixed (float* w = Parameters, g = Gradients, a = State(0), b = State(1))
        fixed (ushort* counts = Counts)
            _kernel.Sparse(w, g, a, b, counts, rate, Parameters.Length);
    }

    // Pinning an empty array gives null.
    private float[] State(int index) => index < _state.Length ? _state[index] : [];
}
