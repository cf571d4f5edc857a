using System.Numerics;
using System.Runtime.InteropServices;
using NeuralFields.Backends;
using NeuralFields.Geometry;
using NeuralFields.Volumes;

namespace NeuralFields.Rendering.Radiance;

/// <summary>
/// Traces rays through a radiance field in rounds: every ray under way contributes some samples to one large evaluation
/// of the field, until it leaves the space or nothing behind is seen any more. The same bits for any number of threads.
/// </summary>
public sealed class RadianceTracer
{
    private const int Inputs = 6, Outputs = 4;

    /// <summary>Rays of a chunk of parallel work, whatever the threads.</summary>
    private const int ChunkRays = 512;

    /// <summary>Samples of a round at most: 10 MB of numbers.</summary>
    private const int RoundSamples = 1 << 18;

    // Few in the first round, where most rays end at the first surface, more for those that go on.
    private const int FirstSamples = 8, MostSamples = 64;

    private readonly IFieldProgram _program;
    private readonly VolumeSpace _space;
    private readonly RayMarcher _marcher;
    private readonly ParallelOptions _threads;
    private float[] _inputs = [], _outputs = [], _distances = [];
    private int[] _counts = [], _starts = [];

    /// <summary>A tracer.</summary>
    /// <param name="program">The field: position and direction in, density and colour out.</param>
    /// <param name="space">Its space.</param>
    /// <param name="bits">What may hold something.</param>
    /// <param name="threads">Threads beside those of the backend; 0 means one per processor.</param>
    /// <exception cref="InputException">The field is not one of radiance.</exception>
    public RadianceTracer(IFieldProgram program, VolumeSpace space, OccupancyBits bits, int threads = 0)
    {
        ArgumentNullException.ThrowIfNull(program);
        ArgumentNullException.ThrowIfNull(space);
        ArgumentNullException.ThrowIfNull(bits);
        if (program.Spec.InputCount != Inputs || program.Spec.OutputCount != Outputs)
            throw new InputException(
                $"the field takes {program.Spec.InputCount} coordinates and gives {program.Spec.OutputCount} values, " +
                $"expected {Inputs} and {Outputs} (a radiance field).");
        (_program, _space, _marcher) = (program, space, new(space, bits));
        _threads = new() { MaxDegreeOfParallelism = threads == 0 ? Environment.ProcessorCount : threads };
    }

    /// <summary>The transmittance below which a ray ends.</summary>
    public float MinTransmittance { get; set; } = 1e-4f;

    /// <summary>The box, in the space, outside of which nothing is seen; null for none.</summary>
    public Box3? Crop { get; set; }

    /// <summary>Evaluations of the field so far.</summary>
    public long Evaluations { get; private set; }

    /// <summary>Traces rays.</summary>
    /// <param name="rays">[rays] neighbours should see neighbouring parts of the scene.</param>
    /// <param name="lights">[rays] receives what arrives.</param>
    /// <param name="cancellation">Ends the work between two rounds.</param>
    public void Trace(EyeRay[] rays, RayLight[] lights, CancellationToken cancellation = default)
        => Trace(rays, lights, [], 1, cancellation);

    /// <summary>Whether the field's own program traces, and finds slopes along the way.</summary>
    internal bool FindsSlopes => _program is IRadianceTracing;

    /// <summary>Traces rays, and finds how density grows at what they see.</summary>
    /// <param name="rays">[rays].</param>
    /// <param name="lights">[rays] receives what arrives.</param>
    /// <param name="slopes">[rays / every] receives that; empty unless <see cref="FindsSlopes"/>.</param>
    /// <param name="every">Rays from one that is asked for to the next.</param>
    /// <param name="cancellation">Ends the work between two rounds.</param>
    internal void Trace(
        EyeRay[] rays, RayLight[] lights, Vector3[] slopes, int every, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(rays);
        ArgumentNullException.ThrowIfNull(lights);
        Shape.Require(lights.Length, rays.Length, "one result per ray");
        Array.Clear(lights);
        RayState[] states = new RayState[rays.Length];
        int[] active = new int[rays.Length];
        int count = Begin(rays, states, active);
        if (_program is IRadianceTracing tracing)
        {
            TraceThere(tracing, rays, states, active.AsSpan(0, count), lights, slopes, every, cancellation);
            return;
        }
        for (int samples = FirstSamples; count > 0; samples = Math.Min(2 * samples, MostSamples))
        {
            int part = Math.Max(1, RoundSamples / samples);
            for (int first = 0; first < count; first += part)
            {
                cancellation.ThrowIfCancellationRequested();
                Round(rays, states, lights, active.AsMemory(first, Math.Min(part, count - first)), samples);
            }
            count = Remaining(states, active, count);
        }
        for (int i = 0; i < lights.Length; i++) Finish(ref lights[i]);
    }

    private void TraceThere(
        IRadianceTracing tracing, EyeRay[] rays, RayState[] states, ReadOnlySpan<int> active, RayLight[] lights,
        Vector3[] slopes, int every, CancellationToken cancellation)
    {
        List<int> asked = [];
        for (int i = 0; i < active.Length && slopes.Length > 0; i++)
            if (active[i] % every == 0) asked.Add(i);
        Vector3[] grows = new Vector3[asked.Count];
        RayStretch[] stretches = new RayStretch[active.Length];
        RayLight[] found = new RayLight[active.Length];
        for (int i = 0; i < active.Length; i++)
        {
            EyeRay ray = rays[active[i]];
            stretches[i] = new(ray.Origin, ray.Direction, states[active[i]].Next, states[active[i]].Far);
        }
        Evaluations += tracing.Trace(
            _space, _marcher.Bits, MinTransmittance, stretches, found, CollectionsMarshal.AsSpan(asked), grows,
            cancellation);
        for (int i = 0; i < grows.Length; i++) slopes[active[asked[i]] / every] = grows[i];
        for (int i = 0; i < active.Length; i++)
        {
            Finish(ref found[i]);
            lights[active[i]] = found[i];
        }
    }

    private struct RayState
    {
        public float Next, Far, Transmittance;
    }

    private int Begin(EyeRay[] rays, RayState[] states, int[] active)
    {
        int count = 0;
        for (int i = 0; i < rays.Length; i++)
        {
            (float near, float far) = _space.Clip(rays[i].Origin, rays[i].Direction);
            near = MathF.Max(near, rays[i].Near);
            if (Crop is { } crop) (near, far) = Clip(crop, rays[i], near, far);
            if (!(near < far)) continue;
            states[i] = new() { Next = _marcher.Begin(near, 0.5f), Far = far, Transmittance = 1 };
            active[count++] = i;
        }
        return count;
    }

    private static (float Near, float Far) Clip(Box3 box, EyeRay ray, float near, float far)
    {
        Vector3 inverse = VolumeSpace.Inverse(ray.Direction);
        Vector3 low = (box.Min.ToVector3() - ray.Origin) * inverse, high = (box.Max.ToVector3() - ray.Origin) * inverse;
        Vector3 enter = Vector3.Min(low, high), leave = Vector3.Max(low, high);
        return (
            MathF.Max(near, MathF.Max(enter.X, MathF.Max(enter.Y, enter.Z))),
            MathF.Min(far, MathF.Min(leave.X, MathF.Min(leave.Y, leave.Z))));
    }

    private int Remaining(RayState[] states, int[] active, int count)
    {
        int left = 0;
        for (int i = 0; i < count; i++)
        {
            RayState state = states[active[i]];
            if (state.Next < state.Far && state.Transmittance >= MinTransmittance) active[left++] = active[i];
        }
        return left;
    }

    private void Round(EyeRay[] rays, RayState[] states, RayLight[] lights, ReadOnlyMemory<int> active, int samples)
    {
        int chunks = (active.Length + ChunkRays - 1) / ChunkRays, total = active.Length * samples;
        if (_distances.Length < total)
            (_distances, _inputs, _outputs) = (new float[total], new float[total * Inputs], new float[total * Outputs]);
        if (_counts.Length < active.Length) (_counts, _starts) = (new int[active.Length], new int[active.Length]);
        ForEach(chunks, active.Length, i =>
        {
            int ray = active.Span[i];
            ref RayState state = ref states[ray];
            _counts[i] = _marcher.March(
                rays[ray].Origin, rays[ray].Direction, state.Next, state.Far, 1,
                _distances.AsSpan(i * samples, samples), out state.Next);
        });
        int used = 0;
        for (int i = 0; i < active.Length; i++)
        {
            _starts[i] = used;
            used += _counts[i];
        }
        ForEach(chunks, active.Length, i => Write(rays[active.Span[i]], i * samples, _starts[i], _counts[i]));
        Evaluations += used;
        _program.Evaluate(_inputs.AsSpan(0, used * Inputs), _outputs.AsSpan(0, used * Outputs));
        ForEach(chunks, active.Length, i =>
        {
            int ray = active.Span[i];
            Blend(ref states[ray], ref lights[ray], i * samples, _starts[i], _counts[i]);
        });
    }

    private void ForEach(int chunks, int count, Action<int> action)
        => Parallel.For(0, chunks, _threads, chunk =>
        {
            for (int i = chunk * ChunkRays, end = Math.Min(count, i + ChunkRays); i < end; i++) action(i);
        });

    private void Write(EyeRay ray, int slot, int start, int count)
    {
        Vector3 direction = (ray.Direction * 0.5f) + new Vector3(0.5f);
        for (int s = 0; s < count; s++)
        {
            Vector3 place = _space.ToField(ray.Origin + (ray.Direction * _distances[slot + s]));
            Span<float> input = _inputs.AsSpan((start + s) * Inputs, Inputs);
            place.CopyTo(input);
            direction.CopyTo(input[3..]);
        }
    }

    private void Blend(ref RayState state, ref RayLight light, int slot, int start, int count)
    {
        float transmittance = state.Transmittance;
        for (int s = 0; s < count && transmittance >= MinTransmittance; s++)
        {
            ReadOnlySpan<float> output = _outputs.AsSpan((start + s) * Outputs, Outputs);
            float distance = _distances[slot + s];
            float passing = (float)Numerics.DeterministicMath.Exp(-output[0] * _marcher.StepAt(distance));
            float weight = transmittance * (1 - passing);
            light.Color += new Vector3(output[1], output[2], output[3]) * weight;
            light.Opacity += weight;
            light.MeanDistance += weight * distance;
            if (weight > light.Peak) (light.Peak, light.PeakDistance) = (weight, distance);
            transmittance *= passing;
            light.Samples++;
        }
        state.Transmittance = transmittance;
    }

    private static void Finish(ref RayLight light)
    {
        if (light.Opacity > 0) light.MeanDistance /= light.Opacity;
    }
}
