using System.Runtime.InteropServices;
using NeuralFields.Numerics;
using NeuralFields.OpenCL.Memory;
using NeuralFields.Optimizers;
using NeuralFields.Parameters;
using NeuralFields.Training;

namespace NeuralFields.OpenCL;

/// <summary>The optimiser's state on the device, in the order of files, and the launch of its kernel.</summary>
internal sealed class OptimizerMemory : IDisposable
{
    // A run is the work of one group: long enough to make starting it cheap, short enough to share the tables.
    private const int RunLength = 8192, SharedRunLength = 1024;

    private readonly OpenClProgram _program;
    private readonly TrainingSpec _training;
    private readonly KernelForm _form;
    private readonly ClBuffer[] _state;
    private readonly ClBuffer _average, _counts, _corrections, _runs;
    private readonly int _runCount, _lastCorrection;
    private readonly bool _isCounted;
    private ParameterTensor[] _resting = [];

    /// <summary>What a group of work-items updates, as the kernel reads it.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct Run(int Start, int Count, int Role, float Factor);

    public OptimizerMemory(OpenClProgram program, KernelForm form, TrainingSpec training)
    {
        (_program, _form, _training) = (program, form, training);
        int count = program.Layout.Count;
        Optimizer optimizer = training.Optimizer;
        _isCounted = optimizer.Sparse && program.Layout.Tensors.Any(t => t.Role == ParameterRole.Table);
        // The kernel takes two states, whatever the rule has; it touches no more than there are.
        _state = [.. Enumerable.Range(0, 2).Select(i => Of<float>(i < optimizer.StateCount ? count : 0))];
        _average = Of<float>(training.AverageDecay > 0 ? count : 0);
        _counts = Of<ushort>(_isCounted ? count : 0);
        float[] corrections = _isCounted ? UpdateKernel.CorrectionTable(optimizer.Rule(ParameterRole.Table)) : [1];
        _lastCorrection = corrections.Length - 1;
        _corrections = Of<float>(corrections.Length);
        _corrections.Write<float>(corrections);
        Run[] runs = [.. Runs()];
        _runCount = runs.Length;
        _runs = ClBuffer.Holding<Run>(program.Session, runs);
    }

    /// <summary>Chooses tensors that updates leave as they are.</summary>
    public void LetRest(ParameterTensor[] tensors)
    {
        if (tensors.SequenceEqual(_resting)) return;
        _resting = tensors;
        _runs.Write<Run>([.. Runs()]);
    }

    /// <summary>Moves all parameters by their gradients.</summary>
    /// <param name="kernel">The kernel update.</param>
    /// <param name="gradients">[Layout.Count], zero afterwards.</param>
    /// <param name="rate">The learning rate.</param>
    /// <param name="update">The number of this update, from 1.</param>
    public void Apply(ClKernel kernel, ClBuffer gradients, double rate, long update)
    {
        // Debiased average (tiny-cuda-nn): the weights of all past values sum to one at every step.
        double decay = _training.AverageDecay, before = 1 - DeterministicMath.Pow(decay, update - 1);
        double after = 1 - DeterministicMath.Pow(decay, update);
        kernel.With(_program.Parameters, gradients, _state[0], _state[1], _average, _counts, _corrections, _runs,
                _program.Tables)
            .With(9, _lastCorrection).With(10, (float)rate)
            .With(11, (float)_training.Optimizer.Rule(ParameterRole.Matrix).Correction(update))
            .With(12, (float)(decay * before / after)).With(13, (float)((1 - decay) / after))
            .Run((long)_runCount * _form.GroupSize, _form.GroupSize);
    }

    /// <summary>The state in logical order.</summary>
    public TrainingState Save(long step)
    {
        int count = _program.Layout.Count;
        float[][] state = new float[_training.Optimizer.StateCount][];
        for (int i = 0; i < state.Length; i++) _state[i].Read<float>(state[i] = new float[count]);
        int[] counts = [];
        if (_isCounted)
        {
            ushort[] read = new ushort[count];
            _counts.Read<ushort>(read);
            counts = [.. read.Select(c => (int)c)];
        }
        return new(step, state, counts, _training.AverageDecay > 0 ? SaveAverage() : []);
    }

    /// <summary>Takes over a saved state.</summary>
    public void Restore(TrainingState saved)
    {
        for (int i = 0; i < _training.Optimizer.StateCount; i++) _state[i].Write<float>(saved.OptimizerState[i]);
        if (_isCounted)
            _counts.Write<ushort>([.. saved.UpdateCounts.Select(c => (ushort)Math.Clamp(c, 0, UpdateKernel.MaxCount))]);
        if (_training.AverageDecay > 0) _average.Write<float>(saved.Average);
    }

    public void Dispose()
    {
        foreach (ClBuffer buffer in (ClBuffer[])[.. _state, _average, _counts, _corrections, _runs]) buffer.Dispose();
    }

    /// <summary>The average; constants, which are not averaged, as they are.</summary>
    private float[] SaveAverage()
    {
        float[] average = new float[_program.Layout.Count], parameters = new float[average.Length];
        _average.Read<float>(average);
        _program.GetParameters(parameters);
        foreach (ParameterTensor tensor in _program.Layout.Tensors.Where(t => !t.IsTrained))
            parameters.AsSpan(tensor.Offset, tensor.Count).CopyTo(average.AsSpan(tensor.Offset));
        return average;
    }

    private IEnumerable<Run> Runs()
    {
        int length = _form.IsShared ? SharedRunLength : RunLength;
        foreach (ParameterTensor tensor in _program.Layout.Tensors.Where(t => t.IsTrained))
            for (int first = 0; first < tensor.Count; first += length)
                yield return new(
                    tensor.Offset + first, Math.Min(length, tensor.Count - first), (int)tensor.Role, FactorOf(tensor));
    }

    private float FactorOf(ParameterTensor tensor)
    {
        if (_resting.Contains(tensor)) return 0;
        foreach (ParameterGroup group in _training.Groups)
            if (tensor.Name.StartsWith(group.Match, StringComparison.Ordinal)) return (float)group.LearningRateFactor;
        return 1;
    }

    private ClBuffer Of<T>(long count) where T : unmanaged => ClBuffer.Of<T>(_program.Session, count);
}
