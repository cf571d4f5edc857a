using System.Numerics;

namespace NeuralFields.Meshing;

/// <content>Triangles of a layer of cells.</content>
internal sealed unsafe partial class SlabKernel
{
    private readonly nint[][] _edgeOffsets;

    /// <summary>From a cell's place in a plane of vertex numbers to the number of each of its edges.</summary>
    private nint[] EdgeOffsets(bool isOdd) =>
    [
        .. Enumerable.Range(0, CubeEdges.Count).Select(edge =>
        {
            int corner = CubeEdges.LowerCorner(edge), axis = CubeEdges.AxisOf(edge), upper = corner >> 2;
            int plane = axis == 2 ? PlaneZ : (2 * axis) + (isOdd ? 1 - upper : upper);
            return (nint)((((plane * _countY) + ((corner >> 1) & 1)) * _countX) + (corner & 1));
        }),
    ];

    private void EmitCells(SurfacePiece piece, ReadOnlySpan<float> lower, ReadOnlySpan<float> upper, int z)
    {
        fixed (float* below = lower, above = upper)
        fixed (ulong* lowerSides = _sides[z & 1], upperSides = _sides[(z + 1) & 1])
            for (int y = 0; y < _countY - 1; y++)
                EmitRow(
                    piece, new(below, above, _countX, y * _countX, _level), lowerSides + (y * _words),
                    upperSides + (y * _words), _edgeOffsets[z & 1]);
    }

    /// <summary>One row of cells; a and b are its rows of places on the lower slice, c and d on the upper one.</summary>
    private void EmitRow(SurfacePiece piece, in CellValues values, ulong* a, ulong* c, nint[] edgeOffsets)
    {
        ulong* b = a + _words, d = c + _words;
        for (int w = 0; w < _words; w++)
        {
            ulong a0 = a[w], b0 = b[w], c0 = c[w], d0 = d[w];
            ulong a1 = Shifted(a, w), b1 = Shifted(b, w), c1 = Shifted(c, w), d1 = Shifted(d, w);
            ulong some = a0 | b0 | c0 | d0 | a1 | b1 | c1 | d1, every = a0 & b0 & c0 & d0 & a1 & b1 & c1 & d1;
            ulong active = some & ~every & _cells[w];
            if (active == 0) continue;
            piece.ReserveIndices(BitOperations.PopCount(active) * 3 * CubeTable.MaxTriangles);
            for (; active != 0; active &= active - 1)
            {
                int i = BitOperations.TrailingZeroCount(active);
                int sides = (int)(((a0 >> i) & 1) | (((a1 >> i) & 1) << 1) | (((b0 >> i) & 1) << 2)
                    | (((b1 >> i) & 1) << 3) | (((c0 >> i) & 1) << 4) | (((c1 >> i) & 1) << 5)
                    | (((d0 >> i) & 1) << 6) | (((d1 >> i) & 1) << 7));
                EmitCell(piece, values, sides, (w * SideKernel.WordBits) + i, edgeOffsets);
            }
        }
    }

    private void EmitCell(SurfacePiece piece, in CellValues values, int sides, int x, nint[] edgeOffsets)
    {
        int entry = s_firstCase[sides];
        if (s_ambiguous[sides] != 0) entry += values.Answers(s_ambiguous[sides], sides, x);
        CubeCase found = s_cases[entry];
        int count = piece.IndexCount, last = found.FirstIndex + (3 * found.TriangleCount);
        fixed (int* numbers = &_numbers[values.Row + x], indices = piece.Indices)
        fixed (byte* edges = s_triangles)
        fixed (nint* offsets = edgeOffsets)
        {
            int plain = last - (3 * found.CenterTriangles);
            for (int t = found.FirstIndex; t < plain; t++) indices[count++] = numbers[offsets[edges[t]]];
            if (found.CenterTriangles > 0) piece.Centers.Add((count, found.CenterTriangles));
            for (int t = plain; t < last; t++)
                indices[count++] = edges[t] == CubeTable.Center ? -piece.Centers.Count : numbers[offsets[edges[t]]];
        }
        piece.IndexCount = count;
    }

    // Arrays of their own: an immutable array behind a property is read twice per use.
    private static readonly byte[] s_triangles = [.. CubeTable.Triangles], s_ambiguous = [.. CubeTable.AmbiguousFaces];
    private static readonly short[] s_firstCase = [.. CubeTable.FirstCase];
    private static readonly CubeCase[] s_cases = [.. CubeTable.Cases];

    /// <summary>The values around a row of cells.</summary>
    private readonly struct CellValues(float* lower, float* upper, int countX, int row, float level)
    {
        private readonly float* _lower = lower + row, _upper = upper + row;

        /// <summary>The row's place in a slice.</summary>
        public readonly int Row = row;

        /// <summary>The answers on ambiguous faces, the lowest face in the lowest bit.</summary>
        public int Answers(int faces, int sides, int x)
        {
            int answers = 0;
            for (int bit = 1; faces != 0; faces &= faces - 1, bit <<= 1)
                if (Joins(BitOperations.TrailingZeroCount(faces), sides, x)) answers |= bit;
            return answers;
        }

        /// <summary>
        /// Whether the saddle of the bilinear function on a face lies inside. Both cubes of the face compute the same
        /// expression from the same numbers, so they agree even where it overflows or is no number.
        /// </summary>
        private bool Joins(int face, int sides, int x)
        {
            float one = At(CubeEdges.FaceCorner(face, 0), x) * At(CubeEdges.FaceCorner(face, 2), x);
            float other = At(CubeEdges.FaceCorner(face, 1), x) * At(CubeEdges.FaceCorner(face, 3), x);
            return ((sides >> CubeEdges.FaceCorner(face, 0)) & 1) != 0 ? one > other : other > one;
        }

        private float At(int corner, int x)
            => ((corner & 4) == 0 ? _lower : _upper)[x + (corner & 1) + ((corner & 2) == 0 ? 0 : countX)] - level;
    }
}
