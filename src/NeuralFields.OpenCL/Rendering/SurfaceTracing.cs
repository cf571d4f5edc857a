using System.Numerics;
using System.Runtime.InteropServices;
using NeuralFields.OpenCL.Emission;
using NeuralFields.OpenCL.Memory;
using NeuralFields.Rendering.Surfaces;

namespace NeuralFields.OpenCL;

/// <summary>Rays towards the surface of a field of distances, a step of all rays under way at a time.</summary>
internal sealed class SurfaceTracing : IDisposable
{
    /// <summary>Rays of a batch at most.</summary>
    public const int MostRays = 1 << 18;

    private readonly ClProgram _program;
    private readonly ClSession _session;
    private readonly BatchEvaluator _values;
    private readonly FeatureMemory _features;
    private readonly RaysUnderWay _underWay;
    private readonly ClBuffer _rays, _coordinates, _results, _count, _scene;
    private readonly SurfaceLighting _lighting;
    private ClBuffer _lattice;
    private ReadOnlyMemory<float> _known;

    /// <summary>What kernels know of the scene.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct SceneWords(
        Vector3 Low, Vector3 High, float Cell, float Slack, float Certainty, float Level, Vector3 BoxLow, Vector3 BoxHigh,
        float PixelAngle, int CountX, int CountY, int CountZ, int HasBox);

    /// <summary>Builds the kernels.</summary>
    /// <param name="owner">A field of distances.</param>
    /// <param name="form">The form of kernels.</param>
    /// <param name="scene">Whose constants the kernels have.</param>
    public SurfaceTracing(OpenClProgram owner, KernelForm form, TracedScene scene)
    {
        FieldKernels kernels = FieldKernels.Values(owner.Spec, form, [.. owner.Spec.Heads]);
        _session = owner.Session;
        _program = ClProgram.Build(_session, "surface", SurfaceText.EmitRays(form, scene));
        _features = new(_session, form, kernels, MostRays);
        _values = new(owner, form, "values", kernels, _features);
        _underWay = new(_session, form, _program, MostRays);
        _rays = ClBuffer.Of<TracedRay>(_session, MostRays);
        _coordinates = ClBuffer.Of<float>(_session, 3 * MostRays);
        _results = ClBuffer.Of<float>(_session, MostRays);
        _count = ClBuffer.Of<int>(_session, 1);
        _scene = ClBuffer.Of<SceneWords>(_session, 1);
        _lattice = ClBuffer.Of<float>(_session, 0);
        _lighting = new(owner, _program, _values, _underWay, new(_scene, _rays, _coordinates, _results, _count));
    }

    /// <summary>Takes over a scene; its lattice is sent where it is another one.</summary>
    public void Follow(TracedScene scene)
    {
        _scene.Write<SceneWords>([new(
            scene.Domain.Low, scene.Domain.High, scene.Cell, scene.Slack, scene.Certainty, scene.Level,
            scene.Box?.Low ?? default, scene.Box?.High ?? default, scene.PixelAngle, scene.Counts.X, scene.Counts.Y,
            scene.Counts.Z, scene.Box is null ? 0 : 1)]);
        if (scene.Lattice.Equals(_known)) return;
        _known = scene.Lattice;
        _lattice.Dispose();
        _lattice = ClBuffer.Holding(_session, scene.Lattice.Span);
    }

    /// <summary>Traces a batch.</summary>
    /// <returns>Evaluations of the field.</returns>
    public long Trace(int mostSteps, Span<TracedRay> rays, CancellationToken cancellation)
    {
        long evaluations = 0;
        _rays.Write<TracedRay>(rays);
        _underWay.Begin(rays.Length);
        _program["surface_begin"].With(_scene, _lattice, _rays, _underWay.GoesOn).With(4, rays.Length)
            .RunOver(rays.Length);
        _underWay.Collect();
        for (int step = 0; _underWay.Count > 0; step++)
        {
            cancellation.ThrowIfCancellationRequested();
            evaluations += _underWay.Count;
            Step(_underWay.Count, isLast: step == mostSteps);
            _underWay.Collect();
        }
        _rays.Read(rays);
        return evaluations;
    }

    /// <summary>Lights the rays that were traced last.</summary>
    /// <returns>Evaluations of the field.</returns>
    public long Light(TracedLight light, Span<TracedLook> looks) => _lighting.Run(light, _lattice, looks);

    /// <inheritdoc/>
    public void Dispose()
    {
        _lighting.Dispose();
        _program.Dispose();
        _values.Dispose();
        _features.Dispose();
        _underWay.Dispose();
        foreach (ClBuffer buffer in (ClBuffer[])[_rays, _coordinates, _results, _count, _scene, _lattice]) buffer.Dispose();
    }

    private void Step(int count, bool isLast)
    {
        _program["surface_place"].With(_rays, _underWay.Numbers, _coordinates).With(3, count).RunOver(count);
        _count.Fill(count);
        _values.Run(_coordinates, _results, _count, count);
        _program["surface_step"].With(_scene, _lattice, _rays, _underWay.Numbers, _results, _underWay.GoesOn)
            .With(6, count).With(7, isLast ? 1 : 0).RunOver(count);
    }
}
