using System.Numerics;
using NeuralFields.Numerics;
using NeuralFields.Optimizers;
using NeuralFields.Parameters;
using NeuralFields.Training;

namespace NeuralFields.Backends.Cpu;

/// <summary>The optimiser's state in the backend's own order, and its kernels for each kind of parameter.</summary>
internal sealed unsafe class ParameterUpdate : IDisposable
{
    private readonly CpuMemory _memory;
    private readonly UpdateKernel _matrix, _bias, _table;
    private readonly AlignedBuffer<float>[] _state;
    private readonly AlignedBuffer<ushort>? _counts;
    private readonly AlignedBuffer<float>? _average;
    private readonly TrainingSpec _training;
    private float _keep, _take;

    public ParameterUpdate(CpuMemory memory, TrainingSpec training, LaneWidth width, bool hasTables)
    {
        (_memory, _training) = (memory, training);
        Optimizer optimizer = training.Optimizer;
        _matrix = optimizer.Kernel(width, ParameterRole.Matrix);
        _bias = optimizer.Kernel(width, ParameterRole.Bias);
        _table = optimizer.Kernel(width, ParameterRole.Table);
        _state = [.. Enumerable.Range(0, optimizer.StateCount).Select(_ => new AlignedBuffer<float>(memory.Map.Length))];
        if (optimizer.Sparse && hasTables) _counts = new(memory.Map.Length);
        if (training.AverageDecay > 0) _average = new(memory.Map.Length);
    }

    /// <summary>The rate of this step.</summary>
    public float Rate { get; private set; }

    /// <summary>The number of this update, from 1.</summary>
    public long Update { get; private set; }

    /// <summary>Sets what all updates of a step share.</summary>
    /// <param name="rate">The learning rate.</param>
    /// <param name="update">The number of this update, from 1.</param>
    public void Begin(double rate, long update)
    {
        (Rate, Update) = ((float)rate, update);
        // Debiased average (tiny-cuda-nn): the weights of all past values sum to one at every step.
        double decay = _training.AverageDecay, before = 1 - DeterministicMath.Pow(decay, update - 1);
        double after = 1 - DeterministicMath.Pow(decay, update);
        (_keep, _take) = ((float)(decay * before / after), (float)((1 - decay) / after));
    }

    /// <summary>The factor that a tensor's group puts on the learning rate; 0 freezes it.</summary>
    public float FactorOf(ParameterTensor tensor)
    {
        foreach (ParameterGroup group in _training.Groups)
            if (tensor.Name.StartsWith(group.Match, StringComparison.Ordinal)) return (float)group.LearningRateFactor;
        return 1;
    }

    /// <summary>Updates a run of parameters; the gradient is consumed.</summary>
    /// <param name="start">The first parameter in the backend's memory.</param>
    /// <param name="gradient">Its gradient.</param>
    /// <param name="length">Parameters; a multiple of 16.</param>
    /// <param name="role">What they are.</param>
    /// <param name="factor">Factor on the learning rate; 0 leaves the parameters alone.</param>
    public void Apply(long start, float* gradient, int length, ParameterRole role, float factor)
    {
        if (factor == 0) new Span<float>(gradient, length).Clear();
        else Move(start, gradient, length, role, Rate * factor);
        if (_average is not null) Average(start, length);
    }

    /// <summary>The state in logical order.</summary>
    /// <param name="step">Steps done.</param>
    /// <param name="parameters">[Layout.Count] present parameters; the average takes untrained constants from them.</param>
    public TrainingState Save(long step, ReadOnlySpan<float> parameters)
    {
        int logicalCount = parameters.Length;
        float[][] state = new float[_state.Length][];
        for (int i = 0; i < state.Length; i++)
        {
            state[i] = new float[logicalCount];
            _memory.Map.Load(_state[i].Pointer, state[i].AsSpan(), signed: i == 0);
        }
        float[] average = _average is null ? [] : parameters.ToArray();
        if (_average is not null) _memory.Map.Load(_average.Pointer, average.AsSpan(), signed: true);
        return new(step, state, SaveCounts(logicalCount), average);
    }

    public void Restore(TrainingState saved)
    {
        for (int i = 0; i < _state.Length; i++)
            _memory.Map.Store<float>(saved.OptimizerState[i], _state[i].Pointer, signed: i == 0);
        if (_counts is not null)
        {
            ushort[] counts = [.. saved.UpdateCounts.Select(c => (ushort)Math.Clamp(c, 0, UpdateKernel.MaxCount))];
            _memory.Map.Store<ushort>(counts, _counts.Pointer, signed: false);
        }
        if (_average is not null) _memory.Map.Store<float>(saved.Average, _average.Pointer, signed: true);
    }

    public void Dispose()
    {
        foreach (AlignedBuffer<float> state in _state) state.Dispose();
        _counts?.Dispose();
        _average?.Dispose();
    }

    private void Move(long start, float* gradient, int length, ParameterRole role, float rate)
    {
        float* first = _state.Length > 0 ? _state[0].Pointer + start : null;
        float* second = _state.Length > 1 ? _state[1].Pointer + start : null;
        float* weights = _memory.Weights + start;
        if (role == ParameterRole.Table && _counts is not null)
            _table.Sparse(weights, gradient, first, second, _counts.Pointer + start, rate, length);
        else
            KernelFor(role).Dense(weights, gradient, first, second, rate, Update, length);
    }

    private UpdateKernel KernelFor(ParameterRole role) => role switch
    {
        ParameterRole.Matrix => _matrix,
        ParameterRole.Bias => _bias,
        _ => _table,
    };

    private void Average(long start, int length)
    {
        float* average = _average!.Pointer + start, weights = _memory.Weights + start;
        Vector<float> keep = new(_keep), take = new(_take);
        for (int i = 0; i < length; i += Vector<float>.Count)
            ((Vector.Load(average + i) * keep) + (Vector.Load(weights + i) * take)).Store(average + i);
    }

    private int[] SaveCounts(int logicalCount)
    {
        if (_counts is null) return [];
        ushort[] counts = new ushort[logicalCount];
        _memory.Map.Load(_counts.Pointer, counts.AsSpan(), signed: false);
        return [.. counts.Select(c => (int)c)];
    }
}
