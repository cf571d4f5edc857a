using System.Numerics;
using System.Runtime.InteropServices;

namespace NeuralFields.Rendering.Surfaces;

/// <summary>How a ray towards a surface stands.</summary>
[StructLayout(LayoutKind.Sequential)]
public struct TracedRay
{
    /// <summary>Where it begins.</summary>
    public Vector3 Origin;

    /// <summary>Of length 1.</summary>
    public Vector3 Direction;

    /// <summary>Where it is, and where it leaves the domain: distances from the origin.</summary>
    public float Distance, End;

    /// <summary>The last place outside of the surface, and the field there; NaN where it was not asked.</summary>
    public float OutsideDistance, OutsideValue;

    /// <summary>The last place inside, and the field there; means nothing before a bracket.</summary>
    public float InsideDistance, InsideValue;

    /// <summary>0 missed, 1 on its way, 2 closing in, 3 on the surface.</summary>
    public int State;

    /// <summary>Places at which the field was asked.</summary>
    public int Steps;
}

/// <summary>What rays towards a surface have to know, in field coordinates.</summary>
public sealed record TracedScene
{
    /// <summary>[z, y, x] distances at the nodes of a lattice, held to what distances can be.</summary>
    public required ReadOnlyMemory<float> Lattice { get; init; }

    /// <summary>Nodes per axis.</summary>
    public required (int X, int Y, int Z) Counts { get; init; }

    /// <summary>The lattice's box.</summary>
    public required (Vector3 Low, Vector3 High) Domain { get; init; }

    /// <summary>From node to node.</summary>
    public required float Cell { get; init; }

    /// <summary>How far an interpolated distance may lie above the field's.</summary>
    public required float Slack { get; init; }

    /// <summary>The part of an interpolated distance that is sure.</summary>
    public required float Certainty { get; init; }

    /// <summary>The distance of the surface.</summary>
    public required float Level { get; init; }

    /// <summary>The box outside of which nothing is left; null for none.</summary>
    public (Vector3 Low, Vector3 High)? Box { get; init; }

    /// <summary>Width of a pixel at distance 1.</summary>
    public required float PixelAngle { get; init; }

    /// <summary>Steps after which a ray is ended where it is.</summary>
    public required int MostSteps { get; init; }

    /// <summary>The part of a distance that is stepped: a trained field overestimates here and there.</summary>
    public required float StepFactor { get; init; }

    /// <summary>Rays end when the surface is nearer than this part of a pixel.</summary>
    public required float HitPixels { get; init; }

    /// <summary>What single precision can tell, relative to the size of coordinates.</summary>
    public required float Precision { get; init; }
}

/// <summary>What is asked for beside where rays end.</summary>
/// <param name="Sight">The lights, the floor, and how normals are found.</param>
/// <param name="Layers">Normals, colours, the shadow on the floor.</param>
public sealed record TracedLight(SurfaceSight Sight, ViewLayers Layers);

/// <summary>What a ray shows.</summary>
/// <param name="Normal">Unit direction outwards where it met the surface, or zero.</param>
/// <param name="Color">Linear RGB where it did.</param>
/// <param name="Shadow">The part of the background's light that is taken away where it did not.</param>
public readonly record struct TracedLook(Vector3 Normal, Vector3 Color, float Shadow);

/// <summary>A program that finds, and lights, where rays meet its zero surface, where its parameters lie.</summary>
public interface ISurfaceTracing
{
    /// <summary>Traces rays.</summary>
    /// <param name="scene">The surface.</param>
    /// <param name="rays">[rays] clipped to the domain; states become missed or on the surface.</param>
    /// <param name="light">What more is asked for; null for nothing.</param>
    /// <param name="looks">[rays] receives that; empty for nothing.</param>
    /// <param name="cancellation">Ends the work between two steps.</param>
    /// <returns>Evaluations of the field.</returns>
    long Trace(
        TracedScene scene, Span<TracedRay> rays, TracedLight? light, Span<TracedLook> looks,
        CancellationToken cancellation);
}
