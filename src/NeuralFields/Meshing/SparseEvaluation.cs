using System.Numerics;

namespace NeuralFields.Meshing;

/// <summary>
/// Evaluates a field of distances only where its level set can be: a node or block is looked into when the value at its
/// centre is not above its radius, with a margin because learned distances are not exact.
/// </summary>
/// <remarks>
/// The surface is closed even where distances are wrong: a block that was passed over counts as wholly on the side of
/// its centre, and is evaluated after all when a place beside it lies on the other side. In the end both ends of every
/// grid edge between the sides have been evaluated. Only a part of the surface that no evaluated block touches can be
/// missed.
/// </remarks>
internal sealed class SparseEvaluation
{
    /// <summary>
    /// A part is passed over where its distance is above this multiple of its radius: distances may be half as long
    /// again as they should be.
    /// </summary>
    private const double Margin = 1.5;

    /// <summary>Blocks kept at most: 2 GB of values. A field that needs more is no field of distances.</summary>
    private const int MaxBlocks = (1 << 29) / BlockTree.BlockVolume;

    private readonly SampleGrid _grid;
    private readonly float _level;
    private readonly FieldProbe _probe;
    private readonly BlockTree _tree;
    private readonly BlockValues _values;

    private SparseEvaluation(SampleGrid grid, float level, FieldProbe probe)
    {
        (_grid, _level, _probe, _tree) = (grid, level, probe, new(grid));
        _values = new(grid, _tree, probe);
    }

    /// <summary>Evaluates the parts that matter.</summary>
    /// <returns>
    /// Slices in which all other places have the largest or least number, as their side is; null where too many places
    /// would have to be kept.
    /// </returns>
    public static IGridSlices? Run(SampleGrid grid, float level, FieldProbe probe)
    {
        SparseEvaluation evaluation = new(grid, level, probe);
        evaluation.DivideNodes();
        evaluation.ActivateBetweenSides();
        return evaluation.Flood() ? new BlockSlices(grid, evaluation._tree, evaluation._values) : null;
    }

    private void DivideNodes()
    {
        List<int> reached = [];
        EvaluateCenters(
            _tree.NodeCount, _tree.NodePlace, BlockTree.NodePlaces,
            (node, value) =>
            {
                _tree.SetSide(node, SideOf(value));
                if (IsReached(value, BlockTree.NodePlaces)) reached.Add(node);
            });
        List<BlockPlace> blocks = [];
        foreach (int node in reached)
        {
            _tree.Divide(node);
            AddBlocks(_tree.NodePlace(node), blocks);
        }
        EvaluateCenters(
            blocks.Count, i => blocks[i], BlockTree.BlockSide,
            (i, value) =>
            {
                _tree.SetSide(blocks[i], SideOf(value));
                if (IsReached(value, BlockTree.BlockSide)) _tree.Activate(blocks[i]);
            });
    }

    private void AddBlocks(BlockPlace node, List<BlockPlace> blocks)
    {
        for (int i = 0; i < BlockTree.NodeVolume; i++)
        {
            BlockPlace block = new(
                (node.X * BlockTree.NodeSide) + (i % BlockTree.NodeSide),
                (node.Y * BlockTree.NodeSide) + (i / BlockTree.NodeSide % BlockTree.NodeSide),
                (node.Z * BlockTree.NodeSide) + (i / (BlockTree.NodeSide * BlockTree.NodeSide)));
            if (_tree.Contains(block)) blocks.Add(block);
        }
    }

    private void EvaluateCenters(int count, Func<int, BlockPlace> place, int side, Action<int, float> take)
    {
        Vector3[] centers = new Vector3[Math.Min(count, FieldProbe.BatchSize)];
        float[] values = new float[centers.Length];
        for (int first = 0; first < count; first += centers.Length)
        {
            int batch = Math.Min(centers.Length, count - first);
            for (int i = 0; i < batch; i++) centers[i] = CenterOf(place(first + i), side);
            _probe.Evaluate(centers.AsSpan(0, batch), values.AsSpan(0, batch));
            for (int i = 0; i < batch; i++) take(first + i, values[i]);
        }
    }

    /// <summary>The middle of the places of a part that lie in the grid.</summary>
    private Vector3 CenterOf(BlockPlace part, int side) => _grid.Place(
        Middle(part.X * side, side, _grid.CountX), Middle(part.Y * side, side, _grid.CountY),
        Middle(part.Z * side, side, _grid.CountZ));

    private static double Middle(int first, int side, int count) => (first + Math.Min(first + side, count) - 1) * 0.5;

    /// <summary>A part reaches half a cell past its places, so that parts cover the whole grid.</summary>
    private bool IsReached(float value, int side) => !(Math.Abs(value - _level) > Margin * side * _grid.CellRadius);

    private int SideOf(float value) => value < _level ? BlockTree.Inside : BlockTree.Outside;

    /// <summary>
    /// Where two neighbours without values lie on different sides, one of the distances is wrong: both are evaluated.
    /// </summary>
    private void ActivateBetweenSides()
    {
        for (int node = 0; node < _tree.NodeCount; node++)
        {
            BlockPlace at = _tree.NodePlace(node);
            int side = _tree.NodeAt(at.X, at.Y, at.Z);
            if (side < 0 && !HasOtherNeighbor(at, side)) continue;
            List<BlockPlace> blocks = [];
            AddBlocks(at, blocks);
            foreach (BlockPlace block in blocks) ActivateBetweenSides(block);
        }
    }

    private bool HasOtherNeighbor(BlockPlace node, int side)
    {
        for (int face = 0; face < CubeEdges.FaceCount; face++)
        {
            BlockPlace next = node.Neighbor(face);
            if (next.X < 0 || next.Y < 0 || next.Z < 0 || next.X >= _tree.Nodes.X || next.Y >= _tree.Nodes.Y
                || next.Z >= _tree.Nodes.Z) continue;
            if (_tree.NodeAt(next.X, next.Y, next.Z) is < 0 and var other && other != side) return true;
        }
        return false;
    }

    private void ActivateBetweenSides(BlockPlace block)
    {
        for (int face = 0; face < CubeEdges.FaceCount; face++)
        {
            BlockPlace next = block.Neighbor(face);
            if (!_tree.Contains(next)) continue;
            (int side, int other) = (_tree.BlockAt(block), _tree.BlockAt(next));
            if (side >= 0) return;
            if (other >= 0 || other == side) continue;
            _tree.Activate(block);
            _tree.Activate(next);
        }
    }

    /// <summary>Evaluates what is active, and goes on into neighbours that are crossed.</summary>
    /// <returns>Whether there was room for all.</returns>
    private bool Flood()
    {
        while (_values.Count < _tree.Slots.Count)
        {
            if (_tree.Slots.Count > MaxBlocks) return false;
            int first = _values.Count;
            _values.Evaluate();
            for (int slot = first, last = _values.Count; slot < last; slot++)
                for (int face = 0; face < CubeEdges.FaceCount; face++)
                {
                    BlockPlace next = _tree.Slots[slot].Neighbor(face);
                    if (_tree.Contains(next) && _tree.BlockAt(next) is < 0 and var side && Crosses(slot, face, side))
                        _tree.Activate(next);
                }
        }
        return true;
    }

    /// <summary>Whether a place on a block's face lies on the other side than the neighbour there.</summary>
    private bool Crosses(int slot, int face, int side)
    {
        ReadOnlySpan<float> values = _values[slot];
        int axis = face >> 1, along = Stride(axis), u = Stride(axis == 0 ? 1 : 0), v = Stride(axis == 2 ? 1 : 2);
        int corner = (face & 1) * (BlockTree.BlockSide - 1) * along;
        for (int i = 0; i < BlockTree.BlockSide; i++)
            for (int j = 0; j < BlockTree.BlockSide; j++)
                if (SideOf(values[corner + (i * u) + (j * v)]) != side) return true;
        return false;
    }

    private static int Stride(int axis)
        => axis == 0 ? 1 : axis == 1 ? BlockTree.BlockSide : BlockTree.BlockSide * BlockTree.BlockSide;
}
