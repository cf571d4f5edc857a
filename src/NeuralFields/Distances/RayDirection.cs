using System.Numerics;
using System.Runtime.CompilerServices;

namespace NeuralFields.Distances;

/// <summary>A direction along an axis.</summary>
/// <param name="Axis">0, 1 or 2.</param>
/// <param name="IsForward">Whether towards larger coordinates.</param>
internal readonly record struct RayDirection(int Axis, bool IsForward)
{
    /// <summary>The way out of a box on each axis, the shortest first.</summary>
    public static Three ShortestWaysOut((Vector3 Min, Vector3 Max) box, Vector3 place)
    {
        Vector3 back = place - box.Min, ahead = box.Max - place, way = Vector3.Min(back, ahead);
        Three three = default;
        int first = way.X <= way.Y ? (way.X <= way.Z ? 0 : 2) : (way.Y <= way.Z ? 1 : 2);
        int second = (first + 1) % 3, third = (first + 2) % 3;
        if (way[third] < way[second]) (second, third) = (third, second);
        three[0] = new(first, ahead[first] <= back[first]);
        three[1] = new(second, ahead[second] <= back[second]);
        three[2] = new(third, ahead[third] <= back[third]);
        return three;
    }

    /// <summary>Three directions.</summary>
    [InlineArray(3)]
    public struct Three
    {
        private RayDirection _first;
    }
}
