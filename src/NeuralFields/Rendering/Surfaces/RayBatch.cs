using System.Numerics;

namespace NeuralFields.Rendering.Surfaces;

/// <summary>How far a ray has come.</summary>
internal enum RayState : byte
{
    /// <summary>It leaves the domain without a surface.</summary>
    Missed,

    /// <summary>It goes towards the surface from outside.</summary>
    Marching,

    /// <summary>It has the surface between two places and closes in.</summary>
    Bracketed,

    /// <summary>It stands on the surface.</summary>
    Hit,
}

/// <summary>Rays that are traced together, in field coordinates.</summary>
/// <param name="capacity">Rays at most.</param>
internal sealed class RayBatch(int capacity)
{
    /// <summary>Rays in use.</summary>
    public int Count { get; set; }

    /// <summary>[count] where rays begin.</summary>
    public Vector3[] Origins { get; } = new Vector3[capacity];

    /// <summary>[count] unit directions.</summary>
    public Vector3[] Directions { get; } = new Vector3[capacity];

    /// <summary>[count] where rays are, as distances from their origins.</summary>
    public float[] Distances { get; } = new float[capacity];

    /// <summary>[count] where rays leave the domain.</summary>
    public float[] Ends { get; } = new float[capacity];

    /// <summary>
    /// [count] the last place known to lie outside of the surface, and the field there; NaN where it was not asked.
    /// </summary>
    public (float Distance, float Value)[] Outside { get; } = new (float, float)[capacity];

    /// <summary>[count] the last place known to lie inside, and the field there; means nothing before a bracket.</summary>
    public (float Distance, float Value)[] Inside { get; } = new (float, float)[capacity];

    /// <summary>[count] how far rays have come.</summary>
    public RayState[] States { get; } = new RayState[capacity];

    /// <summary>[count] where rays end on the plane of a slice; infinite without one.</summary>
    public float[] Planes { get; } = new float[capacity];

    /// <summary>[count] places at which the field was asked.</summary>
    public int[] Steps { get; } = new int[capacity];

    /// <summary>[count] what rays show, where a device lights them; else empty.</summary>
    public TracedLook[] Looks { get; set; } = [];

    /// <summary>Width of a pixel at distance 1 along the rays.</summary>
    public float PixelAngle { get; set; }

    /// <summary>Where a ray is.</summary>
    public Vector3 Place(int ray) => Origins[ray] + (Directions[ray] * Distances[ray]);

    /// <summary>Clips a ray to a box: it begins where it enters, or is missed.</summary>
    public void Clip(int ray, Vector3 min, Vector3 max)
    {
        Vector3 origin = Origins[ray], inverse = Vector3.One / Directions[ray];
        Vector3 a = (min - origin) * inverse, b = (max - origin) * inverse;
        Vector3 near = Vector3.Min(a, b), far = Vector3.Max(a, b);
        float begin = Math.Max(0, Math.Max(near.X, Math.Max(near.Y, near.Z)));
        float end = Math.Min(far.X, Math.Min(far.Y, far.Z));
        // NaN, from an axis that runs within a side of the box, is a miss as well.
        States[ray] = begin < end ? RayState.Marching : RayState.Missed;
        (Distances[ray], Ends[ray]) = (begin, end);
        Outside[ray] = (begin, float.NaN);
        (Planes[ray], Steps[ray]) = (float.PositiveInfinity, 0);
    }

    /// <summary>Ends a clipped ray on a plane: before it is traced where nothing can be in front of it.</summary>
    public void Clip(int ray, SliceTracer slice)
    {
        bool isShown = slice.Meets(Origins[ray], Directions[ray], out float plane, out bool beginsOutside);
        if (isShown) Planes[ray] = plane;
        if (isShown && beginsOutside) (States[ray], Distances[ray]) = (RayState.Hit, plane);
        else if (beginsOutside)
        {
            float begin = Math.Max(Distances[ray], plane);
            (Distances[ray], Outside[ray]) = (begin, (begin, float.NaN));
            if (!(begin < Ends[ray])) States[ray] = RayState.Missed;
        }
        else Ends[ray] = Math.Min(Ends[ray], plane);
    }

    /// <summary>Puts a ray that met nothing on the plane where it ends.</summary>
    public void EndOnPlane(int ray)
    {
        if (States[ray] != RayState.Missed || float.IsInfinity(Planes[ray])) return;
        (States[ray], Distances[ray]) = (RayState.Hit, Planes[ray]);
    }
}
