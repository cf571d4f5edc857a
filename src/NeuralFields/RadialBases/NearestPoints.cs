using NeuralFields.Numerics;

namespace NeuralFields.RadialBases;

/// <summary>Cells with lists of points, and the tree for places without a list.</summary>
/// <param name="Low">[dimensions] the low corner of the cells.</param>
/// <param name="CellsPerUnit">Cells per unit of length.</param>
/// <param name="Sides">[dimensions] cells along each axis, the first axis fastest; 0 where there are none.</param>
/// <param name="FirstListed">[cells + 1] where each cell's list starts; an empty one says nothing.</param>
/// <param name="Listed">The numbers of the points of all lists, which ascend within a list.</param>
/// <param name="TreeOrder">[points] the number of the point at each place of a <see cref="PointTree"/>.</param>
public sealed record NearestIndex(
    ReadOnlyMemory<float> Low, float CellsPerUnit, ReadOnlyMemory<int> Sides, ReadOnlyMemory<int> FirstListed,
    ReadOnlyMemory<int> Listed, ReadOnlyMemory<int> TreeOrder);

/// <summary>
/// Nearest points for very many places near the points: cells of a grid list the points that can be among the nearest
/// of any place within. Where no list is kept the tree answers; the answers are the same.
/// </summary>
/// <remarks>
/// With d the distance of a cell's middle to its k-th nearest point and r half the cell's diagonal, the k-th nearest
/// point of a place within is at most d + r away, hence at most d + 2r from the middle. Two-dimensional, 2,776 points,
/// k = 4: about ten candidates per place.
/// </remarks>
public sealed class NearestPoints
{
    // Cells are this part of the usual distance between points; smaller ones have shorter lists and are more.
    private const float CellSize = 0.75f;
    private const int MostCells = 1 << 21, LongestList = 128, LongestSearch = 1024, Reach = 2, Judged = 256;

    // In cells; wider kernels leave few cells empty.
    private const int LongestReach = 12;

    // Covers the rounding of all that a list is chosen by.
    private const float Slack = 1.0001f;

    private readonly PointTree _tree;
    private readonly int _dimensions;
    private readonly CandidateKernel _kernel;
    private readonly float[] _low, _rows;
    private readonly float[]? _reaches;
    private readonly int[] _sides, _first, _numbers;
    private readonly bool[] _isEmpty;
    private readonly float _perUnit, _within;

    /// <summary>Lists candidates.</summary>
    /// <param name="points">[points, dimensions] coordinates.</param>
    /// <param name="dimensions">Coordinates of a point.</param>
    /// <param name="neighbors">How many points will be asked for.</param>
    /// <param name="within">The squared distance from which on no point counts.</param>
    /// <param name="reaches">
    /// [points] squared distances from which on each point does not count: only those that reach a place are found then,
    /// and they must be among its nearest. Null where all points are alike.
    /// </param>
    /// <param name="width">How many candidates are compared at once; null for as many as the machine can.</param>
    public NearestPoints(
        ReadOnlySpan<float> points, int dimensions, int neighbors, float within = float.PositiveInfinity,
        float[]? reaches = null, LaneWidth? width = null)
    {
        (_tree, _dimensions, _within, _reaches) = (new(points, dimensions), dimensions, within, reaches);
        _kernel = CandidateKernel.Of(width ?? LaneWidths.Best);
        float[] own = points.ToArray();
        (_low, float[] high) = Box(own, dimensions);
        (_perUnit, _sides) = Cells(own, _low, high);
        int[]?[] lists = Lists(own, neighbors, reaches);
        _isEmpty = Empty(own, lists.Length);
        _first = new int[lists.Length + 1];
        for (int c = 0; c < lists.Length; c++) _first[c + 1] = _first[c] + Padded(lists[c]?.Length ?? 0);
        _numbers = new int[_first[^1]];
        _rows = new float[_numbers.Length * RowCount];
        for (int c = 0; c < lists.Length; c++) Copy(lists[c] ?? [], own, _first[c], _first[c + 1] - _first[c]);
    }

    /// <summary>Finds the nearest points, as <see cref="PointTree.Nearest"/> does.</summary>
    /// <param name="place">[dimensions] where to look from.</param>
    /// <param name="squares">[neighbors] receives squared distances.</param>
    /// <param name="numbers">[neighbors] receives the points' numbers, then <see cref="PointTree.None"/>.</param>
    /// <returns>How many there are.</returns>
    public int Nearest(ReadOnlySpan<float> place, Span<float> squares, Span<int> numbers)
    {
        int cell = CellOf(place), first = cell < 0 ? 0 : _first[cell], count = cell < 0 ? 0 : _first[cell + 1] - first;
        int found = 0;
        if (count > 0)
        {
            ReadOnlySpan<float> rows = _rows.AsSpan(first * RowCount, count * RowCount);
            int coordinates = count * _dimensions;
            found = _kernel.Nearest(place, rows[..coordinates], rows[coordinates..], _within, squares, numbers);
            for (int k = 0; k < found; k++) numbers[k] = _numbers[first + numbers[k]];
        }
        else if (cell < 0 || !_isEmpty[cell]) found = Search(place, squares, numbers);
        numbers[found..].Fill(PointTree.None);
        return found;
    }

    /// <summary>Asks the tree.</summary>
    private int Search(ReadOnlySpan<float> place, Span<float> squares, Span<int> numbers)
    {
        _tree.Nearest(place, squares, numbers, _within);
        int found = 0;
        for (int k = 0; k < numbers.Length; k++)
            if (numbers[k] != PointTree.None && (_reaches is null || squares[k] < _reaches[numbers[k]]))
                (squares[found], numbers[found++]) = (squares[k], numbers[k]);
        return found;
    }

    private static int Padded(int count) => (count + CandidateKernel.Block - 1) / CandidateKernel.Block * CandidateKernel.Block;

    /// <summary>Numbers of a point that lists hold: its coordinates, and its reach where points have one.</summary>
    private int RowCount => _dimensions + (_reaches is null ? 0 : 1);

    /// <summary>Writes a cell's list; places behind the last point are infinitely far.</summary>
    private void Copy(int[] list, float[] points, int first, int count)
    {
        Span<float> rows = _rows.AsSpan(first * RowCount, count * RowCount);
        rows.Fill(float.PositiveInfinity);
        _numbers.AsSpan(first, count).Fill(PointTree.None);
        list.CopyTo(_numbers.AsSpan(first));
        for (int i = 0; i < list.Length; i++)
        {
            for (int d = 0; d < _dimensions; d++) rows[(d * count) + i] = points[(list[i] * _dimensions) + d];
            if (_reaches is not null) rows[(_dimensions * count) + i] = _reaches[list[i]];
        }
    }

    private static float SquareTo(ReadOnlySpan<float> place, ReadOnlySpan<float> points, int point)
    {
        float square = 0;
        for (int d = 0; d < place.Length; d++)
        {
            float offset = place[d] - points[(point * place.Length) + d];
            square = MathF.FusedMultiplyAdd(offset, offset, square);
        }
        return square;
    }

    /// <summary>What is searched, for those who search by themselves.</summary>
    public NearestIndex Index
    {
        get
        {
            int[] first = new int[_first.Length];
            for (int c = 1; c < first.Length; c++)
                first[c] = first[c - 1] + ListLength(_first[c - 1], _first[c]);
            return new(
                _low, _perUnit, _sides, first, _numbers.Where(n => n != PointTree.None).ToArray(), _tree.Order.ToArray());
        }
    }

    private int ListLength(int first, int end)
    {
        int padding = _numbers.AsSpan(first, end - first).IndexOf(PointTree.None);
        return padding < 0 ? end - first : padding;
    }

    /// <summary>The cell of a place, or −1 outside.</summary>
    private int CellOf(ReadOnlySpan<float> place)
    {
        int cell = 0;
        for (int d = place.Length - 1; d >= 0; d--)
        {
            float along = (place[d] - _low[d]) * _perUnit;
            if (!(along >= 0 && along < _sides[d])) return -1;
            cell = (cell * _sides[d]) + (int)along;
        }
        return cell;
    }

    /// <summary>A little more than the points' box.</summary>
    private static (float[] Low, float[] High) Box(float[] points, int dimensions)
    {
        float[] low = new float[dimensions], high = new float[dimensions];
        for (int d = 0; d < dimensions; d++)
        {
            (low[d], high[d]) = (float.PositiveInfinity, float.NegativeInfinity);
            for (int i = d; i < points.Length; i += dimensions)
                (low[d], high[d]) = (MathF.Min(low[d], points[i]), MathF.Max(high[d], points[i]));
        }
        return (low, high);
    }

    /// <summary>Cells per unit and per side; none where points are no numbers or lie in one place.</summary>
    private (float PerUnit, int[] Sides) Cells(float[] points, float[] low, float[] high)
    {
        float size = CellSize * Spacing(points);
        for (; ; size *= 1.25f)
        {
            double[] sides = [.. low.Select((l, d) => Math.Floor((high[d] - l) / size) + 1)];
            if (!(size > 0 && sides.All(s => s is >= 1 and <= MostCells))) return (1, [.. low.Select(_ => 0)]);
            if (sides.Aggregate(1.0, (product, side) => product * side) <= MostCells)
                return (1 / size, [.. sides.Select(s => (int)s)]);
        }
    }

    /// <summary>The mean distance of some points to the nearest other one.</summary>
    private float Spacing(float[] points)
    {
        int judged = Math.Min(Judged, _tree.Count);
        float[] squares = new float[Math.Min(2, _tree.Count)];
        int[] numbers = new int[squares.Length];
        float sum = 0;
        for (int i = 0; i < judged; i++)
        {
            int point = (int)((long)i * _tree.Count / judged);
            _tree.Nearest(points.AsSpan(point * _dimensions, _dimensions), squares, numbers);
            sum += MathF.Sqrt(squares[^1]);
        }
        return sum / judged;
    }

    /// <summary>The candidates of every cell; null far from all points or where they are too many.</summary>
    private int[]?[] Lists(float[] points, int neighbors, float[]? reaches)
    {
        int[]?[] lists = new int[_sides.Aggregate(1, (product, side) => product * side)][];
        if (lists.Length == 0 || neighbors > _tree.Count) return lists;
        bool[] near = Near(points, lists.Length, Reach);
        float radius = MathF.Sqrt(_dimensions) / (2 * _perUnit);
        int slabs = _sides[^1], slab = lists.Length / slabs;
        Parallel.For(0, slabs, s =>
        {
            float[] middle = new float[_dimensions], squares = new float[neighbors];
            int[] numbers = new int[neighbors];
            List<int> found = [];
            for (int cell = s * slab; cell < (s + 1) * slab; cell++)
            {
                if (!near[cell]) continue;
                for (int d = 0, rest = cell; d < _dimensions; rest /= _sides[d], d++)
                    middle[d] = _low[d] + (((rest % _sides[d]) + 0.5f) / _perUnit);
                _tree.Nearest(middle, squares, numbers);
                float reach = Slack * (MathF.Sqrt(squares[^1]) + (2 * radius));
                found.Clear();
                _tree.Within(middle, reach * reach, found, LongestSearch);
                if (found.Count == LongestSearch) continue;
                if (reaches is not null) found.RemoveAll(i => !MeetsCell(points, i, middle, radius, reaches[i]));
                if (found.Count > LongestList) continue;
                found.Sort();
                lists[cell] = [.. found];
            }
        });
        return lists;
    }

    /// <summary>Whether a point reaches any place of a cell.</summary>
    private static bool MeetsCell(float[] points, int point, float[] middle, float radius, float reach)
    {
        float far = Slack * (MathF.Sqrt(reach) + radius);
        return SquareTo(middle, points, point) <= far * far;
    }

    /// <summary>Which cells no point reaches.</summary>
    private bool[] Empty(float[] points, int cells)
    {
        // One cell more than the distance takes, since points and places lie anywhere in theirs; one for rounding.
        float reach = (Slack * MathF.Sqrt(_within) * _perUnit) + 2;
        if (!(reach <= LongestReach)) return new bool[cells];
        bool[] near = Near(points, cells, (int)reach);
        for (int c = 0; c < cells; c++) near[c] = !near[c];
        return near;
    }

    /// <summary>Which cells are at most so many cells from that of a point, along each axis.</summary>
    private bool[] Near(float[] points, int cells, int reach)
    {
        bool[] near = new bool[cells];
        if (cells == 0) return near;
        int[] at = new int[_dimensions];
        for (int i = 0; i < points.Length; i += _dimensions)
        {
            for (int d = 0; d < _dimensions; d++) at[d] = (int)((points[i + d] - _low[d]) * _perUnit);
            Mark(near, at, _dimensions - 1, 0, reach);
        }
        return near;
    }

    private void Mark(bool[] near, int[] at, int axis, int cell, int reach)
    {
        int last = Math.Min(_sides[axis] - 1, at[axis] + reach);
        for (int along = Math.Max(0, at[axis] - reach); along <= last; along++)
            if (axis == 0) near[(cell * _sides[0]) + along] = true;
            else Mark(near, at, axis - 1, (cell * _sides[axis]) + along, reach);
    }
}
