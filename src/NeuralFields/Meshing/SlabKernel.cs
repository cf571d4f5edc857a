using System.Numerics;

namespace NeuralFields.Meshing;

/// <summary>
/// Marching cubes over a run of layers: sides of a slice as bits, vertices where neighbouring bits differ, triangles
/// from <see cref="CubeTable"/> for cells whose eight bits are not all alike. Empty space costs a few operations per 64
/// cells; that rows are looked at as a whole comes from Schroeder, Maynard and Geveci 2015, Flying Edges.
/// </summary>
/// <remarks>
/// Vertex numbers are kept for two slices alone. A slice's vertices on edges along x and y come first, row by row, then
/// those on the edges to the next slice: so the vertices on the last slice, which belong to the next piece, have the
/// numbers that the next piece gives them, counted from the end of this one.
/// </remarks>
internal sealed unsafe partial class SlabKernel
{
    // Planes of vertex numbers: edges along x on even and odd slices, edges along y likewise, edges along z.
    private const int PlaneCount = 5, PlaneZ = 4;

    private readonly IGridSlices _source;
    private readonly int _countX, _countY, _words;
    private readonly float _level;
    private readonly ulong[] _cells;
    private readonly ulong[][] _sides;
    private readonly float[][] _scratch;
    private readonly int[] _numbers;

    /// <summary>Memory for one thread.</summary>
    public SlabKernel(SampleGrid grid, IGridSlices source, float level)
    {
        (_source, _countX, _countY, _level) = (source, grid.CountX, grid.CountY, level);
        _words = SideKernel.WordCount(_countX);
        _cells = new ulong[_words];
        for (int x = 0; x < _countX - 1; x++) _cells[x / SideKernel.WordBits] |= 1ul << (x % SideKernel.WordBits);
        _sides = [new ulong[_words * _countY], new ulong[_words * _countY]];
        _scratch = [new float[grid.SliceCount], new float[grid.SliceCount]];
        _numbers = GC.AllocateUninitializedArray<int>(PlaneCount * grid.SliceCount);
        _edgeOffsets = [EdgeOffsets(isOdd: false), EdgeOffsets(isOdd: true)];
    }

    /// <summary>The surface between two slices.</summary>
    /// <param name="first">The first slice.</param>
    /// <param name="last">The last slice.</param>
    /// <param name="hasNext">Whether a next piece owns the vertices on the last slice.</param>
    public SurfacePiece Extract(int first, int last, bool hasNext)
    {
        SurfacePiece piece = new();
        ReadOnlySpan<float> lower = _source.Slice(first, _scratch[first & 1]);
        Classify(lower, first);
        int number = EmitSlice(piece, lower, first, number: 0, isOwned: true);
        for (int z = first; z < last; z++)
        {
            ReadOnlySpan<float> upper = _source.Slice(z + 1, _scratch[(z + 1) & 1]);
            Classify(upper, z + 1);
            number = EmitUpright(piece, lower, upper, z, number);
            number = EmitSlice(piece, upper, z + 1, number, isOwned: z + 1 < last || !hasNext);
            EmitCells(piece, lower, upper, z);
            lower = upper;
        }
        return piece;
    }

    private void Classify(ReadOnlySpan<float> values, int z)
    {
        fixed (float* v = values)
        fixed (ulong* sides = _sides[z & 1])
            for (int y = 0; y < _countY; y++)
                SideKernel.Classify(v + (y * _countX), _countX, _level, sides + (y * _words));
    }

    /// <summary>Vertices on the edges of a slice along x and y.</summary>
    private int EmitSlice(SurfacePiece piece, ReadOnlySpan<float> values, int z, int number, bool isOwned)
    {
        fixed (float* v = values)
        fixed (ulong* sides = _sides[z & 1], cells = _cells)
        fixed (int* numbers = _numbers)
            for (int y = 0; y < _countY; y++)
            {
                if (isOwned) piece.ReserveCrossings(2 * _countX);
                ulong* row = sides + (y * _words);
                Row at = new(v + (y * _countX), v + (y * _countX) + 1, y, z, Axis: 0);
                int* plane = numbers + (((z & 1) * _countY) + y) * _countX;
                for (int w = 0; w < _words; w++)
                {
                    ulong change = (row[w] ^ Shifted(row, w)) & cells[w];
                    if (change != 0) number = Emit(piece, at, w, change, plane, number, isOwned);
                }
                if (y == _countY - 1) break;
                at = new(at.Start, at.Start + _countX, y, z, Axis: 1);
                plane += 2 * _countX * _countY;
                for (int w = 0; w < _words; w++)
                {
                    ulong change = row[w] ^ row[w + _words];
                    if (change != 0) number = Emit(piece, at, w, change, plane, number, isOwned);
                }
            }
        return number;
    }

    /// <summary>Vertices on the edges from a slice to the next.</summary>
    private int EmitUpright(SurfacePiece piece, ReadOnlySpan<float> lower, ReadOnlySpan<float> upper, int z, int number)
    {
        fixed (float* start = lower, end = upper)
        fixed (ulong* below = _sides[z & 1], above = _sides[(z + 1) & 1])
        fixed (int* numbers = _numbers)
            for (int y = 0; y < _countY; y++)
            {
                piece.ReserveCrossings(_countX);
                Row at = new(start + (y * _countX), end + (y * _countX), y, z, Axis: 2);
                int* plane = numbers + (((PlaneZ * _countY) + y) * _countX);
                for (int w = 0; w < _words; w++)
                {
                    ulong change = below[(y * _words) + w] ^ above[(y * _words) + w];
                    if (change != 0) number = Emit(piece, at, w, change, plane, number, isOwned: true);
                }
            }
        return number;
    }

    private static int Emit(SurfacePiece piece, in Row row, int word, ulong change, int* plane, int number, bool isOwned)
    {
        fixed (EdgeCrossing* crossings = piece.Crossings)
            for (; change != 0; change &= change - 1)
            {
                int x = (word * SideKernel.WordBits) + BitOperations.TrailingZeroCount(change);
                if (isOwned) crossings[number] = new(x, row.Y, row.Z, row.Axis, row.Start[x], row.End[x]);
                plane[x] = number++;
            }
        if (isOwned) piece.CrossingCount = number;
        return number;
    }

    /// <summary>A row whose bit x is bit x + 1 of the row.</summary>
    private ulong Shifted(ulong* row, int word)
        => (row[word] >> 1) | (word + 1 < _words ? row[word + 1] << (SideKernel.WordBits - 1) : 0);

    /// <summary>Edges that begin in one row of places: values at their starts and at their ends.</summary>
    private readonly record struct Row(nint StartAddress, nint EndAddress, int Y, int Z, int Axis)
    {
        public Row(float* start, float* end, int y, int z, int Axis) : this((nint)start, (nint)end, y, z, Axis)
        {
        }

        public float* Start => (float*)StartAddress;

        public float* End => (float*)EndAddress;
    }
}
