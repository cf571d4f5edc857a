using NeuralFields.Parameters;

namespace NeuralFields.Backends.Cpu;

/// <summary>
/// The share of radial bases in the second half of a step: a run of kernels is one item, which adds up the kernels'
/// gradients from their uses and updates them. One more item sorts the uses of the next batch.
/// </summary>
internal sealed unsafe class RadialUpdate
{
    private readonly TileBatch _batch;
    private readonly FieldPlan _plan;
    private readonly ParameterUpdate _update;
    private readonly SortItem[] _sorts;
    private readonly RunItem[] _runs;

    private readonly record struct SortItem(RadialTables Tables, KernelUses[] Uses);

    private readonly record struct RunItem(RadialTables Tables, KernelUses[] Uses, int First, int End, float Factor);

    public RadialUpdate(FieldPlan plan, TileBatch batch, ParameterUpdate update)
    {
        (_plan, _batch, _update) = (plan, batch, update);
        _sorts = [.. plan.Encoders.SelectMany(e => e.Radials).Select(r => new SortItem(r, Uses(r)))];
        _runs =
        [
            .. _sorts.SelectMany(s => s.Tables.Runs().Select(
                run => new RunItem(s.Tables, s.Uses, run.First, run.End, update.FactorOf(s.Tables.Tensor)))),
        ];
    }

    public int ItemCount => AheadCount + _runs.Length;

    /// <summary>Whether features are trained; they stay as they are before their kernels are placed.</summary>
    public bool IsAwake { get; set; } = true;

    private int AheadCount => _batch.IsKnownAhead ? _sorts.Length : 0;

    /// <summary>The most floats that an item needs for gradients.</summary>
    public int LongestItem => _runs.Select(LengthOf).DefaultIfEmpty(0).Max();

    /// <summary>Runs an item.</summary>
    /// <param name="item">Its number.</param>
    /// <param name="step">The step whose gradients are applied; the batch of the next one is prepared.</param>
    /// <param name="gradient">[LongestItem] zeros, left as zeros.</param>
    /// <param name="prepareOnly">Whether no gradients are applied.</param>
    public void Run(int item, long step, float* gradient, bool prepareOnly)
    {
        if (item < AheadCount)
        {
            if (prepareOnly || !_batch.IsFixed) Sort(_sorts[item], step + 1);
        }
        else if (!prepareOnly && IsAwake) Update(_runs[item - AheadCount], step, gradient);
    }

    /// <summary>Sorts the uses of a step whose samples were not known ahead.</summary>
    public void Sort(long step)
    {
        if (!IsAwake) return;
        foreach (SortItem sort in _sorts) Sort(sort, step);
    }

    private static int LengthOf(RunItem run) => Math.Max(
        run.Tables.Region(run.First, run.End).Length, run.Tables.Adjustments?.Region(run.First, run.End).Length ?? 0);

    private void Sort(SortItem item, long step) => item.Uses[step & 1].Sort(_batch, step);

    private void Update(RunItem run, long step, float* gradient)
    {
        (long start, int length) = run.Tables.Region(run.First, run.End);
        float* values = _batch.Basis(step, 0), records = _batch.Records(0);
        KernelUses uses = run.Uses[step & 1];
        if (run.Factor != 0)
            for (int k = run.First; k < run.End; k++)
                run.Tables.FeatureGradient(
                    uses[k], values, records, gradient + ((k - run.First) * run.Tables.Columns));
        _update.Apply(start, gradient, length, ParameterRole.Table, run.Factor);
        if (run.Tables.Adjustments is { } adjustments) Move(adjustments, run, uses, gradient);
    }

    private void Move(KernelAdjustments adjustments, RunItem run, KernelUses uses, float* gradient)
    {
        float factor = adjustments.Factor * _update.FactorOf(adjustments.Tensor);
        (long start, int length) = adjustments.Region(run.First, run.End);
        if (factor != 0)
            for (int k = run.First; k < run.End; k++)
                adjustments.Gradient(
                    uses[k], _batch.Records(0), _plan.Stride, gradient + ((k - run.First) * adjustments.Columns));
        _update.Apply(start, gradient, length, ParameterRole.Table, factor);
    }

    /// <summary>The uses in two batches, which are one where all batches are.</summary>
    private KernelUses[] Uses(RadialTables tables)
    {
        KernelUses first = new(tables, _plan);
        return [first, _batch.IsFixed ? first : new KernelUses(tables, _plan)];
    }
}
