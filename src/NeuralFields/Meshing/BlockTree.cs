using System.Runtime.InteropServices;

namespace NeuralFields.Meshing;

/// <summary>
/// Which parts of a grid hold values. A block is 4 × 4 × 4 places, a node 4 × 4 × 4 blocks; a node that the surface
/// cannot reach is known by its side alone, and so is a block.
/// </summary>
internal sealed class BlockTree
{
    /// <summary>Places per side of a block, blocks per side of a node, places per side of a node.</summary>
    public const int BlockSide = 4, NodeSide = 4, NodePlaces = BlockSide * NodeSide;

    /// <summary>Places of a block, blocks of a node.</summary>
    public const int BlockVolume = BlockSide * BlockSide * BlockSide, NodeVolume = NodeSide * NodeSide * NodeSide;

    /// <summary>What stands for a part without values: all of it lies on one side.</summary>
    public const int Outside = -1, Inside = -2;

    private readonly int[] _nodes;
    private readonly List<int> _blocks = [];
    private readonly List<BlockPlace> _places = [];

    public BlockTree(SampleGrid grid)
    {
        Nodes = new(Parts(grid.CountX, NodePlaces), Parts(grid.CountY, NodePlaces), Parts(grid.CountZ, NodePlaces));
        Blocks = new(Parts(grid.CountX, BlockSide), Parts(grid.CountY, BlockSide), Parts(grid.CountZ, BlockSide));
        _nodes = new int[Nodes.X * Nodes.Y * Nodes.Z];
        Array.Fill(_nodes, Outside);
    }

    /// <summary>Nodes along each axis.</summary>
    public BlockPlace Nodes { get; }

    /// <summary>Blocks along each axis.</summary>
    public BlockPlace Blocks { get; }

    /// <summary>Nodes.</summary>
    public int NodeCount => _nodes.Length;

    /// <summary>The places of the blocks that hold values, by their slots.</summary>
    public IReadOnlyList<BlockPlace> Slots => _places;

    /// <summary>The place of a node.</summary>
    public BlockPlace NodePlace(int node) => new(node % Nodes.X, node / Nodes.X % Nodes.Y, node / (Nodes.X * Nodes.Y));

    /// <summary>A node's side, or, from 0, where its blocks begin.</summary>
    public int NodeAt(int x, int y, int z) => _nodes[(((z * Nodes.Y) + y) * Nodes.X) + x];

    /// <summary>A block's side, or, from 0, its slot.</summary>
    public int BlockOf(int firstBlock, int x, int y, int z)
        => _blocks[firstBlock + ((((z % NodeSide) * NodeSide) + (y % NodeSide)) * NodeSide) + (x % NodeSide)];

    /// <summary>A block's side, or, from 0, its slot.</summary>
    public int BlockAt(BlockPlace at)
        => NodeAt(at.X / NodeSide, at.Y / NodeSide, at.Z / NodeSide) is >= 0 and var first
            ? BlockOf(first, at.X, at.Y, at.Z)
            : NodeAt(at.X / NodeSide, at.Y / NodeSide, at.Z / NodeSide);

    /// <summary>Whether a block lies in the grid.</summary>
    public bool Contains(BlockPlace at)
        => at.X >= 0 && at.Y >= 0 && at.Z >= 0 && at.X < Blocks.X && at.Y < Blocks.Y && at.Z < Blocks.Z;

    /// <summary>Says on which side a whole node lies.</summary>
    public void SetSide(int node, int side) => _nodes[node] = side;

    /// <summary>Says on which side a block of a divided node lies.</summary>
    public void SetSide(BlockPlace at, int side) => Entry(at) = side;

    /// <summary>Gives a block a slot for values, unless it has one.</summary>
    public void Activate(BlockPlace at)
    {
        Divide((((at.Z / NodeSide * Nodes.Y) + (at.Y / NodeSide)) * Nodes.X) + (at.X / NodeSide));
        ref int entry = ref Entry(at);
        if (entry >= 0) return;
        entry = _places.Count;
        _places.Add(at);
    }

    /// <summary>Divides a node in blocks, which lie on its side at first.</summary>
    public void Divide(int node)
    {
        int side = _nodes[node];
        if (side >= 0) return;
        _nodes[node] = _blocks.Count;
        CollectionsMarshal.SetCount(_blocks, _blocks.Count + NodeVolume);
        CollectionsMarshal.AsSpan(_blocks)[^NodeVolume..].Fill(side);
    }

    private ref int Entry(BlockPlace at)
    {
        int first = NodeAt(at.X / NodeSide, at.Y / NodeSide, at.Z / NodeSide);
        return ref CollectionsMarshal.AsSpan(_blocks)[
            first + ((((at.Z % NodeSide) * NodeSide) + (at.Y % NodeSide)) * NodeSide) + (at.X % NodeSide)];
    }

    private static int Parts(int count, int size) => (count + size - 1) / size;
}

/// <summary>The place of a node or block among its like, or their number along each axis.</summary>
internal readonly record struct BlockPlace(int X, int Y, int Z)
{
    /// <summary>The neighbours that share a face: below and above along x, y and z.</summary>
    public BlockPlace Neighbor(int face)
    {
        int step = (face & 1) == 0 ? -1 : 1;
        return (face >> 1) switch
        {
            0 => this with { X = X + step },
            1 => this with { Y = Y + step },
            _ => this with { Z = Z + step },
        };
    }
}
