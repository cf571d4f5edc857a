using NeuralFields.Backends;
using NeuralFields.Encodings;
using NeuralFields.Fields;
using NeuralFields.RadialBases;
using NeuralFields.Training;

namespace NeuralFields.Tasks;

/// <summary>
/// A run in whose course kernels join where the error is. It is a chain of runs: the next one begins with the kernels
/// in their new order, and each kernel keeps its features with all that the optimiser knows of them.
/// </summary>
internal sealed class GrowingRun : ITrainingRun
{
    private readonly ImageTask _task;
    private readonly IFieldProgram _program;
    private readonly TrainingSpec _training;
    private readonly RadialPart[] _parts;
    private ITrainingRun _run;
    private long _step;

    public GrowingRun(ImageTask task, IFieldProgram program, TrainingSpec training, IEnumerable<RadialPart> parts)
    {
        (_task, _program, _training, _parts) = (task, program, training, [.. parts]);
        _run = program.Train(training, task.Samples);
    }

    public double Step(double learningRate)
    {
        RadialPart[] due = [.. _parts.Where(p => p.Basis.Growth!.IsDue(_step))];
        if (due.Length > 0) Grow(due);
        _step++;
        return _run.Step(learningRate);
    }

    public TrainingState Save() => _run.Save();

    public void Restore(TrainingState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        _run.Restore(state);
        _step = state.Step;
    }

    public void Dispose() => _run.Dispose();

    private void Grow(IEnumerable<RadialPart> parts)
    {
        TrainingState state = _run.Save();
        float[] parameters = new float[_task.Field.Layout().Count];
        _program.GetParameters(parameters);
        (WeightedPoints detail, WeightedPoints errors) = (_task.Detail, _task.Errors(_program));
        foreach (RadialPart part in parts)
        {
            KernelPlaces places = part.Basis.Grow(
                parameters.AsSpan(part.FirstCenter..part.FirstShape), detail, errors, _step, _training.Seed);
            places.Centers.CopyTo(parameters, part.FirstCenter);
            places.Shapes.CopyTo(parameters, part.FirstShape);
            foreach (float[] numbers in (float[][])[parameters, .. state.OptimizerState, state.Average])
                Reorder(numbers, part, places.Order);
            Reorder(state.UpdateCounts, part, places.Order);
        }
        _run.Dispose();
        _program.SetParameters(parameters);
        _run = _program.Train(_training, _task.Samples);
        _run.Restore(state);
    }

    /// <summary>What is trained follows its kernel.</summary>
    private static void Reorder<T>(T[] numbers, RadialPart part, int[] order)
    {
        if (numbers.Length == 0) return;
        Reorder(numbers.AsSpan(part.FirstFeature..part.FirstAdjustment), order);
        Reorder(numbers.AsSpan(part.FirstAdjustment, order.Length * part.AdjustmentCount), order);
    }

    private static void Reorder<T>(Span<T> rows, int[] order)
    {
        T[] before = rows.ToArray();
        int columns = rows.Length / order.Length;
        for (int k = 0; k < order.Length; k++)
            before.AsSpan(order[k] * columns, columns).CopyTo(rows[(k * columns)..]);
    }
}
