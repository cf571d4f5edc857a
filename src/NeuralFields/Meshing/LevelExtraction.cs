namespace NeuralFields.Meshing;

/// <summary>Cuts a grid into runs of layers, extracts each, and joins the pieces.</summary>
internal static class LevelExtraction
{
    /// <summary>
    /// Layers per piece: a fixed number, so that the threads cannot change the result. One slice in 16 is classified
    /// twice.
    /// </summary>
    public const int LayersPerPiece = 16;

    /// <summary>The surface of a whole grid.</summary>
    public static LevelSurface Run(SampleGrid grid, IGridSlices source, float level, ParallelOptions options)
        => Join(Pieces(grid, source, level, 0, grid.CountZ - 1, options), options);

    /// <summary>The pieces between two slices; the first is a multiple of <see cref="LayersPerPiece"/>.</summary>
    public static SurfacePiece[] Pieces(
        SampleGrid grid, IGridSlices source, float level, int first, int last, ParallelOptions options)
    {
        SurfacePiece[] pieces = new SurfacePiece[(last - first + LayersPerPiece - 1) / LayersPerPiece];
        Parallel.For(
            0, pieces.Length, options, () => new SlabKernel(grid, source, level),
            (piece, _, kernel) =>
            {
                int from = first + (piece * LayersPerPiece), to = Math.Min(last, from + LayersPerPiece);
                pieces[piece] = kernel.Extract(from, to, hasNext: to < grid.CountZ - 1);
                return kernel;
            },
            _ => { });
        return pieces;
    }

    /// <summary>Joins consecutive pieces of a whole grid, and gives their memory back.</summary>
    /// <exception cref="InputException">There are more vertices or triangles than arrays can hold.</exception>
    public static LevelSurface Join(IReadOnlyList<SurfacePiece> pieces, ParallelOptions options)
    {
        (int[] crossings, int[] indices, int[] centers) =
            (Starts(pieces, p => p.CrossingCount), Starts(pieces, p => p.IndexCount), Starts(pieces, p => p.Centers.Count));
        LevelSurface surface = new(
            GC.AllocateUninitializedArray<EdgeCrossing>(crossings[^1]), new (int, int)[centers[^1]],
            GC.AllocateUninitializedArray<int>(indices[^1]));
        Parallel.For(0, pieces.Count, options, p =>
        {
            SurfacePiece piece = pieces[p];
            Array.Copy(piece.Crossings, 0, surface.Crossings, crossings[p], piece.CrossingCount);
            for (int i = 0; i < piece.Centers.Count; i++)
                surface.Centers[centers[p] + i] =
                    (piece.Centers[i].FirstIndex + indices[p], piece.Centers[i].TriangleCount);
            Renumber(
                piece.Indices.AsSpan(0, piece.IndexCount), surface.Indices.AsSpan(indices[p], piece.IndexCount),
                crossings[p], crossings[^1] + centers[p]);
            piece.Dispose();
        });
        return surface;
    }

    private static void Renumber(ReadOnlySpan<int> local, Span<int> joined, int firstCrossing, int firstCenter)
    {
        for (int i = 0; i < local.Length; i++)
            joined[i] = local[i] >= 0 ? local[i] + firstCrossing : firstCenter - 1 - local[i];
    }

    /// <summary>Where each piece's part begins, and after the last the whole count.</summary>
    private static int[] Starts(IReadOnlyList<SurfacePiece> pieces, Func<SurfacePiece, int> count)
    {
        int[] starts = new int[pieces.Count + 1];
        long sum = 0;
        for (int p = 0; p < pieces.Count; p++)
        {
            starts[p] = (int)sum;
            sum += count(pieces[p]);
            if (sum > Array.MaxLength)
                throw new InputException(
                    $"the surface has more than {Array.MaxLength / 3} triangles; choose a lower resolution.");
        }
        starts[^1] = (int)sum;
        return starts;
    }
}
