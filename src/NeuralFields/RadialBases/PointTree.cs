namespace NeuralFields.RadialBases;

/// <summary>
/// A left-balanced k-d tree without links: the children of place i are 2i + 1 and 2i + 2, and depth l splits axis
/// l mod dimensions. It answers which points are nearest, exactly.
/// </summary>
/// <remarks>Wald 2022, On Left-Balancing k-d Trees; shader text walks the same tree.</remarks>
public sealed class PointTree
{
    // Deeper than any tree of 2³¹ points.
    private const int StackSize = 64;

    private readonly float[] _points;
    private readonly int[] _order;

    /// <summary>Builds the tree.</summary>
    /// <param name="points">[points, dimensions] coordinates.</param>
    /// <param name="dimensions">Coordinates of a point.</param>
    public PointTree(ReadOnlySpan<float> points, int dimensions)
    {
        (Dimensions, Count) = (dimensions, points.Length / dimensions);
        _order = new int[Count];
        int[] numbers = new int[Count];
        for (int i = 0; i < Count; i++) numbers[i] = i;
        Build(points, numbers, 0, 0);
        _points = new float[points.Length];
        for (int i = 0; i < Count; i++)
            points.Slice(_order[i] * dimensions, dimensions).CopyTo(_points.AsSpan(i * dimensions));
    }

    /// <summary>Coordinates of a point.</summary>
    public int Dimensions { get; }

    /// <summary>Points.</summary>
    public int Count { get; }

    /// <summary>[Count] the number of the point at each place of the tree.</summary>
    public ReadOnlySpan<int> Order => _order;

    /// <summary>Finds the nearest points, nearest first; of equally near ones the lower number comes first.</summary>
    /// <param name="place">[dimensions] where to look from.</param>
    /// <param name="squares">[neighbors] receives squared distances.</param>
    /// <param name="numbers">[neighbors] receives the points' numbers; at most <see cref="Count"/>.</param>
    public void Nearest(ReadOnlySpan<float> place, Span<float> squares, Span<int> numbers)
    {
        squares.Fill(float.PositiveInfinity);
        numbers.Fill(int.MaxValue);
        Span<int> waiting = stackalloc int[StackSize];
        Span<float> bounds = stackalloc float[StackSize];
        int depth = 0, next = 0, level = 0;
        while (true)
        {
            if (next < Count)
            {
                Offer(place, next, squares, numbers);
                int axis = level % Dimensions;
                float plane = place[axis] - _points[(next * Dimensions) + axis];
                int near = (2 * next) + (plane > 0 ? 2 : 1), far = (4 * next) + 3 - near;
                level++;
                if (far < Count) (waiting[depth], bounds[depth++]) = ((far << 6) | level, plane * plane);
                next = near;
                continue;
            }
            do
            {
                if (depth == 0) return;
                depth--;
            }
            while (!(bounds[depth] <= squares[^1]));
            (next, level) = (waiting[depth] >> 6, waiting[depth] & 63);
        }
    }

    /// <summary>Adds the numbers of the points within a distance.</summary>
    /// <param name="place">[dimensions] where to look from.</param>
    /// <param name="square">The squared distance.</param>
    /// <param name="found">Receives numbers, in no order.</param>
    /// <param name="most">The search ends at so many.</param>
    public void Within(ReadOnlySpan<float> place, float square, List<int> found, int most)
    {
        ArgumentNullException.ThrowIfNull(found);
        Collect(place, square, found, most, 0, 0);
    }

    private void Collect(ReadOnlySpan<float> place, float square, List<int> found, int most, int at, int level)
    {
        if (at >= Count || found.Count >= most) return;
        if (SquareTo(place, at) <= square) found.Add(_order[at]);
        int axis = level % Dimensions;
        float plane = place[axis] - _points[(at * Dimensions) + axis];
        if (plane <= 0 || plane * plane <= square) Collect(place, square, found, most, (2 * at) + 1, level + 1);
        if (plane >= 0 || plane * plane <= square) Collect(place, square, found, most, (2 * at) + 2, level + 1);
    }

    private float SquareTo(ReadOnlySpan<float> place, int at)
    {
        float square = 0;
        ReadOnlySpan<float> point = _points.AsSpan(at * place.Length, place.Length);
        for (int d = 0; d < place.Length; d++)
        {
            float offset = place[d] - point[d];
            square = MathF.FusedMultiplyAdd(offset, offset, square);
        }
        return square;
    }

    private void Offer(ReadOnlySpan<float> place, int at, Span<float> squares, Span<int> numbers)
    {
        float square = SquareTo(place, at);
        int number = _order[at], k = squares.Length;
        while (k > 0 && (square < squares[k - 1] || (square == squares[k - 1] && number < numbers[k - 1])))
        {
            k--;
            if (k < squares.Length - 1) (squares[k + 1], numbers[k + 1]) = (squares[k], numbers[k]);
        }
        if (k < squares.Length) (squares[k], numbers[k]) = (square, number);
    }

    private void Build(ReadOnlySpan<float> points, Span<int> numbers, int place, int level)
    {
        if (numbers.Length == 0) return;
        int axis = level % Dimensions, left = LeftSize(numbers.Length);
        Sort(points, numbers, axis);
        _order[place] = numbers[left];
        Build(points, numbers[..left], (2 * place) + 1, level + 1);
        Build(points, numbers[(left + 1)..], (2 * place) + 2, level + 1);
    }

    private void Sort(ReadOnlySpan<float> points, Span<int> numbers, int axis)
    {
        Span<(float Key, int Number)> keyed = new (float, int)[numbers.Length];
        for (int i = 0; i < keyed.Length; i++) keyed[i] = (points[(numbers[i] * Dimensions) + axis], numbers[i]);
        keyed.Sort(static (a, b) => a.Key.CompareTo(b.Key) is var order && order != 0 ? order : a.Number.CompareTo(b.Number));
        for (int i = 0; i < keyed.Length; i++) numbers[i] = keyed[i].Number;
    }

    /// <summary>Points in the left half of a complete tree whose last row is filled from the left.</summary>
    private static int LeftSize(int count)
    {
        int rows = 1;
        while (2L * rows <= count) rows *= 2;
        int last = count - (rows - 1), half = rows / 2;
        return half - 1 + Math.Min(last, half) + (half == 0 ? 1 : 0);
    }
}
