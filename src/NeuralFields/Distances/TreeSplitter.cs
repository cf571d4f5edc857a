using System.Runtime.Intrinsics;

namespace NeuralFields.Distances;

/// <summary>
/// Cuts groups of items in two where the expected work is least: the surface area heuristic over bins of the boxes'
/// middles, with work counted in blocks of <see cref="TreeNodes.Width"/> items.
/// </summary>
/// <remarks>Wald 2007, On fast construction of SAH-based bounding volume hierarchies.</remarks>
internal sealed class TreeSplitter
{
    private const int Bins = 16, Axes = 3;

    private readonly Vector128<float>[] _min, _max;
    private readonly int[] _order;
    private readonly Vector128<float>[] _binMin = new Vector128<float>[Axes * Bins];
    private readonly Vector128<float>[] _binMax = new Vector128<float>[Axes * Bins];
    private readonly int[] _binCount = new int[Axes * Bins];
    private Vector128<float> _origin, _scale;

    /// <summary>For boxes of items; <paramref name="order"/> is permuted by the cuts.</summary>
    public TreeSplitter(Vector128<float>[] min, Vector128<float>[] max, int[] order)
        => (_min, _max, _order) = (min, max, order);

    /// <summary>The group of a run of the order.</summary>
    public TreeGroup GroupOf(int start, int count)
    {
        TreeGroup group = new() { Start = start, Count = count };
        (group.Min, group.Max) = (_min[_order[start]], _max[_order[start]]);
        foreach (int item in _order.AsSpan(start, count))
        {
            group.Min = Vector128.MinNative(group.Min, _min[item]);
            group.Max = Vector128.MaxNative(group.Max, _max[item]);
        }
        return group;
    }

    /// <summary>Two halves by the heuristic, or by number where the middles coincide.</summary>
    public (TreeGroup Left, TreeGroup Right) Split(in TreeGroup group)
    {
        Bin(group);
        int cut = BestCut();
        return cut < 0 ? Halve(group) : Parts(group, Partition(group, cut / Bins, cut % Bins));
    }

    /// <summary>Two halves by number.</summary>
    public (TreeGroup Left, TreeGroup Right) Halve(in TreeGroup group) => Parts(group, group.Count / 2);

    private (TreeGroup Left, TreeGroup Right) Parts(in TreeGroup group, int left)
        => (GroupOf(group.Start, left), GroupOf(group.Start + left, group.Count - left));

    /// <summary>Twice the middle of an item's box.</summary>
    private Vector128<float> Middle(int item) => _min[item] + _max[item];

    private Vector128<int> BinsOf(int item)
        => Vector128.ConvertToInt32Native((Middle(item) - _origin) * _scale);

    private void Bin(in TreeGroup group)
    {
        ReadOnlySpan<int> items = _order.AsSpan(group.Start, group.Count);
        Vector128<float> low = Middle(items[0]), high = low;
        foreach (int item in items)
            (low, high) = (Vector128.MinNative(low, Middle(item)), Vector128.MaxNative(high, Middle(item)));
        _origin = low;
        // A flat axis has one bin; just below Bins, so that the last middle falls into the last bin.
        Vector128<float> size = high - low, tiny = Vector128.Create(1e-30f);
        _scale = Vector128.ConditionalSelect(
            Vector128.GreaterThan(size, tiny), Vector128.Create(Bins * 0.9999f) / size, Vector128<float>.Zero);
        Array.Fill(_binMin, Vector128.Create(float.MaxValue));
        Array.Fill(_binMax, Vector128.Create(float.MinValue));
        Array.Clear(_binCount);
        foreach (int item in items)
        {
            Vector128<int> bins = BinsOf(item);
            for (int axis = 0; axis < Axes; axis++) Add(item, (axis * Bins) + bins.GetElement(axis));
        }
    }

    private void Add(int item, int bin)
    {
        _binMin[bin] = Vector128.MinNative(_binMin[bin], _min[item]);
        _binMax[bin] = Vector128.MaxNative(_binMax[bin], _max[item]);
        _binCount[bin]++;
    }

    /// <summary>axis · Bins + the first bin of the right part; −1 where every cut leaves a side empty.</summary>
    private int BestCut()
    {
        int best = -1;
        float least = float.PositiveInfinity;
        Span<float> left = stackalloc float[Bins], right = stackalloc float[Bins];
        for (int axis = 0; axis < Axes; axis++)
        {
            Sweep(axis, Bins - 1, -1, right);
            Sweep(axis, 0, 1, left);
            for (int bin = 1; bin < Bins; bin++)
            {
                float work = left[bin - 1] + right[bin];
                if (work < least) (best, least) = ((axis * Bins) + bin, work);
            }
        }
        return best;
    }

    /// <summary>The work of all bins from one end up to each; infinite while there is nothing in them.</summary>
    private void Sweep(int axis, int first, int step, Span<float> work)
    {
        Vector128<float> min = Vector128.Create(float.MaxValue), max = Vector128.Create(float.MinValue);
        int count = 0;
        for (int k = 0, bin = first; k < Bins; k++, bin += step)
        {
            int at = (axis * Bins) + bin;
            (min, max) = (Vector128.MinNative(min, _binMin[at]), Vector128.MaxNative(max, _binMax[at]));
            count += _binCount[at];
            int blocks = (count + TreeNodes.Width - 1) / TreeNodes.Width;
            work[bin] = count == 0 ? float.PositiveInfinity : TreeGroup.HalfAreaOf(min, max) * blocks;
        }
    }

    /// <summary>Brings items of bins below the cut to the front; returns how many there are.</summary>
    private int Partition(in TreeGroup group, int axis, int cut)
    {
        Span<int> items = _order.AsSpan(group.Start, group.Count);
        int left = 0, right = items.Length - 1;
        while (left <= right)
        {
            if (BinsOf(items[left]).GetElement(axis) < cut)
            {
                left++;
                continue;
            }
            (items[left], items[right]) = (items[right], items[left]);
            right--;
        }
        return left;
    }
}
