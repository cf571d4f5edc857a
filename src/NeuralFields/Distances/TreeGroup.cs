using System.Runtime.Intrinsics;

namespace NeuralFields.Distances;

/// <summary>A run of a tree's order of items and the box around them; the fourth lane of a corner is unused.</summary>
internal struct TreeGroup
{
    public int Start, Count;
    public Vector128<float> Min, Max;

    /// <summary>Half the surface of the box.</summary>
    public readonly float HalfArea => HalfAreaOf(Min, Max);

    /// <summary>
    /// Half the surface of a box, and a trace of its sides so that items on a line are told apart too; what the fourth
    /// lane holds does not matter.
    /// </summary>
    public static float HalfAreaOf(Vector128<float> min, Vector128<float> max)
    {
        Vector128<float> size = max - min;
        float x = size.GetElement(0), y = size.GetElement(1), z = size.GetElement(2);
        return (x * y) + (y * z) + (z * x) + (1e-6f * (x + y + z));
    }
}
