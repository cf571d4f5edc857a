namespace NeuralFields.Codegen;

/// <summary>
/// A search for the points that are nearest to a place, among points that stand in the parameter buffer in the order of
/// a left-balanced k-d tree.
/// </summary>
/// <param name="First">Where the first point's coordinates stand.</param>
/// <param name="Points">How many points there are.</param>
/// <param name="Dimensions">Coordinates of a point.</param>
/// <param name="Neighbors">How many points are wanted.</param>
public sealed record NearestSearch(int First, int Points, int Dimensions, int Neighbors)
{
    private const int MostNeighbors = 1 << 16;

    /// <summary>The function that text calls for it.</summary>
    public string FunctionName => FormattableString.Invariant($"nearest_from_{First}");

    /// <summary>The payload of a node: which search of its graph, and which result.</summary>
    internal static long Payload(int number, int rank) => ((long)number * MostNeighbors) + rank;

    /// <summary>Which search of its graph a node belongs to.</summary>
    internal static int NumberOf(ExprNode node) => (int)(node.Payload / MostNeighbors);

    /// <summary>Which result of the search a node stands for.</summary>
    internal static int RankOf(ExprNode node) => (int)(node.Payload % MostNeighbors);
}
