namespace NeuralFields.Meshing;

/// <summary>
/// Numbers of a cube's parts. Corner c lies at (c &amp; 1, c ≫ 1 &amp; 1, c ≫ 2): its bits are x, y and z. Edge 4 a + i
/// runs along axis a; its lower corner is the i-th of those whose bit a is 0. Face 2 a + s is the one where axis a is s.
/// </summary>
internal static class CubeEdges
{
    public const int Count = 12, FaceCount = 6;

    /// <summary>The lower corner of an edge.</summary>
    public static int LowerCorner(int edge) => InsertZero(edge & 3, AxisOf(edge));

    /// <summary>The axis along which an edge runs.</summary>
    public static int AxisOf(int edge) => edge >> 2;

    /// <summary>The edge between two corners that differ in one bit.</summary>
    public static int Between(int corner, int other)
    {
        int axis = int.TrailingZeroCount(corner ^ other), lower = corner & other;
        return (4 * axis) + (lower & ((1 << axis) - 1)) + ((lower >> (axis + 1)) << axis);
    }

    /// <summary>
    /// Corners of a face in the order base, + u, + u + v, + v, where u and v are the lower and the higher of the other
    /// two axes: the two cubes of a face call its corners in the same order.
    /// </summary>
    public static int FaceCorner(int face, int place)
    {
        int axis = face >> 1, u = axis == 0 ? 1 : 0, v = axis == 2 ? 1 : 2;
        return ((face & 1) << axis) | (place is 1 or 2 ? 1 << u : 0) | (place is 2 or 3 ? 1 << v : 0);
    }

    /// <summary>
    /// Whether the order of <see cref="FaceCorner"/> runs counter-clockwise for who looks at the face from outside.
    /// </summary>
    public static bool RunsCounterClockwise(int face) => (face >> 1 != 1) == ((face & 1) == 1);

    /// <summary>Whether two edges lie on one face.</summary>
    public static bool ShareFace(int edge, int other)
    {
        int a = LowerCorner(edge), b = a | (1 << AxisOf(edge));
        int c = LowerCorner(other), d = c | (1 << AxisOf(other));
        return ((a & b & c & d) | (~(a | b | c | d) & 7)) != 0;
    }

    private static int InsertZero(int bits, int axis)
        => (bits & ((1 << axis) - 1)) | ((bits >> axis) << (axis + 1));
}
