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
    private const int MostCells = 1 << 21, LongestList = 64, LongestSearch = 1024, Reach = 2, Judged = 256;

    // Covers the rounding of all that a list is chosen by.
    private const float Slack = 1.0001f;

    private readonly PointTree _tree;
    private readonly int _dimensions;
    private readonly float[] _low, _points;
    private readonly int[] _sides, _first, _numbers;
    private readonly float _perUnit;

    /// <summary>Lists candidates.</summary>
    /// <param name="points">[points, dimensions] coordinates.</param>
    /// <param name="dimensions">Coordinates of a point.</param>
    /// <param name="neighbors">How many points will be asked for.</param>
    /// <param name="reaches">
    /// [points] squared distances from which on a point does not count, where only <see cref="Reaching"/> will be asked;
    /// lists are shorter then. Null where a point counts at any distance.
    /// </param>
    public NearestPoints(ReadOnlySpan<float> points, int dimensions, int neighbors, float[]? reaches = null)
    {
        (_tree, _dimensions) = (new(points, dimensions), dimensions);
        float[] own = points.ToArray();
        (_low, float[] high) = Box(own, dimensions);
        (_perUnit, _sides) = Cells(own, _low, high);
        int[]?[] lists = Lists(own, neighbors, reaches);
        _first = new int[lists.Length + 1];
        for (int c = 0; c < lists.Length; c++) _first[c + 1] = _first[c] + (lists[c]?.Length ?? 0);
        _numbers = new int[_first[^1]];
        _points = new float[_numbers.Length * dimensions];
        for (int c = 0; c < lists.Length; c++)
            for (int i = 0; i < lists[c]?.Length; i++)
            {
                _numbers[_first[c] + i] = lists[c]![i];
                own.AsSpan(lists[c]![i] * dimensions, dimensions).CopyTo(_points.AsSpan((_first[c] + i) * dimensions));
            }
    }

    /// <summary>Finds the nearest points, as <see cref="PointTree.Nearest"/> does.</summary>
    /// <param name="place">[dimensions] where to look from.</param>
    /// <param name="squares">[neighbors] receives squared distances.</param>
    /// <param name="numbers">[neighbors] receives the points' numbers.</param>
    /// <param name="within">Points farther away than the root of this do not count.</param>
    public void Nearest(
        ReadOnlySpan<float> place, Span<float> squares, Span<int> numbers, float within = float.PositiveInfinity)
    {
        if (!IsListed(place, out ReadOnlySpan<int> listed, out ReadOnlySpan<float> points))
        {
            _tree.Nearest(place, squares, numbers, within);
            return;
        }
        squares.Fill(within);
        numbers.Fill(PointTree.None);
        for (int i = 0; i < listed.Length; i++)
            if (SquareTo(place, points, i) is var square && square < squares[^1])
                Insert(square, listed[i], squares, numbers);
    }

    /// <summary>Finds the points that reach a place, nearest first. They must be among the nearest ones.</summary>
    /// <param name="place">[dimensions] where to look from.</param>
    /// <param name="reaches">[points] squared distances from which on a point does not count, as lists were made by.</param>
    /// <param name="squares">[neighbors] receives squared distances.</param>
    /// <param name="numbers">[neighbors] receives the points' numbers, then <see cref="PointTree.None"/>.</param>
    public void Reaching(
        ReadOnlySpan<float> place, ReadOnlySpan<float> reaches, Span<float> squares, Span<int> numbers)
    {
        if (!IsListed(place, out ReadOnlySpan<int> listed, out ReadOnlySpan<float> points))
        {
            _tree.Nearest(place, squares, numbers);
            int kept = 0;
            for (int k = 0; k < numbers.Length; k++)
                if (numbers[k] != PointTree.None && squares[k] < reaches[numbers[k]]) numbers[kept++] = numbers[k];
            numbers[kept..].Fill(PointTree.None);
            return;
        }
        squares.Fill(float.PositiveInfinity);
        numbers.Fill(PointTree.None);
        for (int i = 0; i < listed.Length; i++)
            if (SquareTo(place, points, i) is var square && square < reaches[listed[i]] && square < squares[^1])
                Insert(square, listed[i], squares, numbers);
    }

    /// <summary>The candidates of a place, unless it has no list.</summary>
    private bool IsListed(ReadOnlySpan<float> place, out ReadOnlySpan<int> listed, out ReadOnlySpan<float> points)
    {
        int cell = CellOf(place), first = cell < 0 ? 0 : _first[cell], count = cell < 0 ? 0 : _first[cell + 1] - first;
        listed = _numbers.AsSpan(first, count);
        points = _points.AsSpan(first * _dimensions, count * _dimensions);
        return count > 0;
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

    /// <summary>Lists ascend, so that of equally near points the lower number stays in front.</summary>
    private static void Insert(float square, int number, Span<float> squares, Span<int> numbers)
    {
        int k = squares.Length - 1;
        for (; k > 0 && square < squares[k - 1]; k--) (squares[k], numbers[k]) = (squares[k - 1], numbers[k - 1]);
        (squares[k], numbers[k]) = (square, number);
    }

    /// <summary>What is searched, for those who search by themselves.</summary>
    public NearestIndex Index => new(_low, _perUnit, _sides, _first, _numbers, _tree.Order.ToArray());

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
        bool[] near = Near(points, lists.Length);
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

    /// <summary>Which cells are at most <see cref="Reach"/> cells from that of a point, along each axis.</summary>
    private bool[] Near(float[] points, int cells)
    {
        bool[] near = new bool[cells];
        int[] at = new int[_dimensions];
        for (int i = 0; i < points.Length; i += _dimensions)
        {
            for (int d = 0; d < _dimensions; d++) at[d] = (int)((points[i + d] - _low[d]) * _perUnit);
            Mark(near, at, _dimensions - 1, 0);
        }
        return near;
    }

    private void Mark(bool[] near, int[] at, int axis, int cell)
    {
        int last = Math.Min(_sides[axis] - 1, at[axis] + Reach);
        for (int along = Math.Max(0, at[axis] - Reach); along <= last; along++)
            if (axis == 0) near[(cell * _sides[0]) + along] = true;
            else Mark(near, at, axis - 1, (cell * _sides[axis]) + along);
    }
}
