using System.Numerics;
using System.Runtime.InteropServices;
using NeuralFields.OpenCL.Memory;
using NeuralFields.Rendering;
using NeuralFields.Rendering.Surfaces;

namespace NeuralFields.OpenCL;

/// <summary>Buffers that the tracing of rays leaves to their lighting.</summary>
/// <param name="Scene">What kernels know of the scene.</param>
/// <param name="Rays">[rays] traced.</param>
/// <param name="Coordinates">[3, most rays] room for places.</param>
/// <param name="Results">[most rays] room for values.</param>
/// <param name="Count">The number of samples of an evaluation.</param>
internal sealed record TracedBuffers(ClBuffer Scene, ClBuffer Rays, ClBuffer Coordinates, ClBuffer Results, ClBuffer Count);

/// <summary>
/// Normals, colours and shadows of traced rays on the device: analytic normals where the field is smooth, differences of
/// six places else; then three places along the normal and, where the light may reach, four towards it.
/// </summary>
internal sealed class SurfaceLighting : IDisposable
{
    private const int Sides = 6, CreaseTaps = 3, ShadowTaps = 4;

    private readonly OpenClProgram _owner;
    private readonly ClProgram _program;
    private readonly BatchEvaluator _values;
    private readonly RaysUnderWay _underWay;
    private readonly TracedBuffers _traced;
    private readonly ClBuffer _looks, _studio;
    private ClBuffer? _gradients, _ones, _lattice;

    /// <summary>What kernels know of the lights.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct StudioWords(
        Vector3 Key, Vector3 Fill, Vector3 Rim, Vector3 Up, Vector3 Eye, Vector3 FloorPlace, float FloorRadius,
        float NormalStep, float NormalPixels);

    /// <summary>Takes memory.</summary>
    /// <param name="owner">The field.</param>
    /// <param name="program">The kernels of rays.</param>
    /// <param name="values">The field's values.</param>
    /// <param name="underWay">Lists of rays.</param>
    /// <param name="traced">Where rays are.</param>
    public SurfaceLighting(
        OpenClProgram owner, ClProgram program, BatchEvaluator values, RaysUnderWay underWay, TracedBuffers traced)
    {
        (_owner, _program, _values, _underWay, _traced) = (owner, program, values, underWay, traced);
        _looks = ClBuffer.Of<TracedLook>(owner.Session, SurfaceTracing.MostRays);
        _studio = ClBuffer.Of<StudioWords>(owner.Session, 1);
    }

    /// <summary>Lights the first rays of the buffer.</summary>
    /// <param name="light">What is asked for.</param>
    /// <param name="lattice">Coarse distances.</param>
    /// <param name="looks">[rays] receives it.</param>
    /// <returns>Evaluations of the field.</returns>
    public long Run(TracedLight light, ClBuffer lattice, Span<TracedLook> looks)
    {
        SurfaceSight sight = light.Sight;
        _lattice = lattice;
        _studio.Write<StudioWords>([new(
            sight.Lights.Key, sight.Lights.Fill, sight.Lights.Rim, sight.Lights.Up, sight.Eye, sight.Floor.Place,
            sight.Floor.Radius, sight.NormalStep, sight.NormalPixels)]);
        _looks.Clear();
        long evaluations = (light.Layers & (ViewLayers.Color | ViewLayers.Normals)) == 0 ? 0 : Hits(light, looks.Length);
        if (light.Layers.HasFlag(ViewLayers.Shadow))
            Seen("surface_floor", _traced.Rays, _looks).With(5, looks.Length).RunOver(looks.Length);
        _looks.Read(looks);
        return evaluations;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (ClBuffer? buffer in (ClBuffer?[])[_looks, _studio, _gradients, _ones]) buffer?.Dispose();
    }

    private long Hits(TracedLight light, int rays)
    {
        CollectHits(rays);
        long evaluations = light.Sight.NormalPixels > 0
            ? Ask(Sides, "surface_around", "surface_slopes")
            : Differentiate(_underWay.Count);
        if (!light.Layers.HasFlag(ViewLayers.Color)) return evaluations;
        evaluations += Ask(CreaseTaps, "surface_beside", "surface_creases", toLight: 0);
        _program["surface_lit"].With(_studio, _underWay.Numbers, _looks, _underWay.GoesOn)
            .With(4, _underWay.Count).RunOver(_underWay.Count);
        _underWay.Collect();
        evaluations += Ask(ShadowTaps, "surface_beside", "surface_shadows", toLight: 1);
        CollectHits(rays);
        Seen("surface_shade", _traced.Rays, _underWay.Numbers, _looks).With(6, _underWay.Count).RunOver(_underWay.Count);
        return evaluations;
    }

    private void CollectHits(int rays)
    {
        _underWay.Begin(rays);
        _program["surface_hits"].With(_traced.Rays, _underWay.GoesOn).With(2, rays).RunOver(rays);
        _underWay.Collect();
    }

    /// <summary>Evaluates the field at some places per listed ray, in parts, and makes something of the values.</summary>
    private long Ask(int places, string place, string take, int toLight = -1)
    {
        int most = SurfaceTracing.MostRays / places;
        for (int first = 0; first < _underWay.Count; first += most)
        {
            int count = Math.Min(most, _underWay.Count - first);
            ClKernel ask = toLight < 0
                ? Seen(place, _traced.Rays, _underWay.Numbers, _traced.Coordinates).With(6, first).With(7, count)
                : Seen(place, _traced.Rays, _underWay.Numbers, _looks, _traced.Coordinates)
                    .With(7, first).With(8, count).With(9, places).With(10, toLight);
            ask.RunOver(count);
            _traced.Count.Fill(places * count);
            _values.Run(_traced.Coordinates, _traced.Results, _traced.Count, places * count);
            ClKernel kernel = Seen(take, _traced.Rays, _underWay.Numbers, _traced.Results, _looks)
                .With(7, first).With(8, count);
            (toLight < 0 ? kernel : kernel.With(9, places)).RunOver(count);
        }
        return (long)places * _underWay.Count;
    }

    private long Differentiate(int count)
    {
        if (count == 0) return 0;
        _gradients ??= ClBuffer.Of<Vector3>(_owner.Session, SurfaceTracing.MostRays);
        if (_ones is null)
        {
            _ones = ClBuffer.Of<float>(_owner.Session, SurfaceTracing.MostRays);
            _ones.Fill(BitConverter.SingleToInt32Bits(1));
        }
        _program["surface_places"].With(_traced.Rays, _underWay.Numbers, _traced.Coordinates)
            .With(3, count).RunOver(count);
        _owner.Differentiate(_traced.Coordinates, _traced.Results, _ones, _gradients, count);
        _program["surface_gradients"]
            .With(_traced.Scene, _traced.Rays, _underWay.Numbers, _traced.Results, _gradients, _looks)
            .With(6, count).RunOver(count);
        return count;
    }

    /// <summary>A kernel that sees scene, lattice and lights before what it takes itself.</summary>
    private ClKernel Seen(string kernel, params ReadOnlySpan<ClBuffer> own)
        => _program[kernel].With([_traced.Scene, _lattice!, _studio, .. own]);
}
