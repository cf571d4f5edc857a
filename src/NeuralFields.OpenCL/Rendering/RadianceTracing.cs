using System.Numerics;
using NeuralFields.Fields;
using NeuralFields.OpenCL.Emission;
using NeuralFields.OpenCL.Memory;
using NeuralFields.Rendering.Radiance;
using NeuralFields.Volumes;

namespace NeuralFields.OpenCL;

/// <summary>
/// Rays of pictures through a radiance field, in rounds: rays under way find some samples each, the field is evaluated
/// there, the samples are blended. How many rays and samples are left is all that is read back.
/// </summary>
internal sealed class RadianceTracing : IDisposable
{
    /// <summary>Rays of a batch at most.</summary>
    public const int MostRays = 1 << 16;

    private const int RoundSamples = 1 << 18, FirstSamples = 8, MostSamples = 64, LightWords = 8;

    private const int Corners = 4; // of a tetrahedron around what is seen

    private readonly ClProgram _program;
    private readonly ClSession _session;
    private readonly KernelForm _form;
    private readonly BatchEvaluator _values;
    private readonly FeatureMemory _features;
    private readonly RaysUnderWay _rays;
    private readonly ClBuffer _stretches, _next, _passing, _lights, _distances, _counts, _starts, _totals;
    private readonly ClBuffer _coordinates, _results, _bits, _blocks;
    private readonly int _cells;

    /// <summary>Builds the kernels.</summary>
    /// <param name="owner">A radiance field.</param>
    /// <param name="form">The form of kernels.</param>
    /// <param name="space">The field's space.</param>
    public RadianceTracing(OpenClProgram owner, KernelForm form, VolumeSpace space)
    {
        FieldKernels kernels = FieldKernels.Values(owner.Spec, form, [.. owner.Spec.Heads]);
        (_session, _form, Space) = (owner.Session, form, space);
        _program = ClProgram.Build(_session, "view", RayText.EmitView(owner.Spec, form, space));
        _features = new(_session, form, kernels, RoundSamples);
        _values = new(owner, form, "values", kernels, _features);
        _rays = new(_session, form, _program, MostRays);
        _cells = space.Cascades * OccupancyBits.CellsPerCascade;
        _stretches = ClBuffer.Of<RayStretch>(_session, MostRays);
        (_next, _passing) = (Floats(MostRays), Floats(MostRays));
        (_lights, _distances) = (Floats(LightWords * MostRays), Floats(RoundSamples));
        (_counts, _starts) = (ClBuffer.Of<int>(_session, MostRays), ClBuffer.Of<int>(_session, MostRays));
        _totals = ClBuffer.Of<int>(_session, 2);
        (_coordinates, _results) = (Floats(6 * RoundSamples), Floats(owner.Spec.OutputCount * RoundSamples));
        (_bits, _blocks) = (Floats(_cells / 32), Floats(_cells / (64 * 64)));
    }

    /// <summary>The space that the kernels are written for.</summary>
    public VolumeSpace Space { get; }

    /// <summary>Takes over what may hold something.</summary>
    public void Follow(OccupancyBits bits)
    {
        _bits.Write(bits.Bricks);
        _program["gather_blocks"].With(_bits, _blocks).RunOver(_cells / (64 * 64));
    }

    /// <summary>Traces a batch.</summary>
    /// <returns>Evaluations of the field.</returns>
    public long Trace(
        float least, ReadOnlySpan<RayStretch> rays, Span<RayLight> lights, CancellationToken cancellation)
    {
        long evaluations = 0;
        Send(rays);
        for (int samples = FirstSamples; _rays.Count > 0; samples = Math.Min(2 * samples, MostSamples))
        {
            int part = RoundSamples / samples;
            for (int first = 0; first < _rays.Count; first += part)
            {
                cancellation.ThrowIfCancellationRequested();
                evaluations += Round(first, Math.Min(part, _rays.Count - first), samples, least);
            }
            _rays.Collect();
        }
        _lights.Read(lights);
        return evaluations;
    }

    /// <summary>How density grows at what rays of the last batch see.</summary>
    /// <param name="asked">Numbers of rays.</param>
    /// <param name="first">The number of the batch's first.</param>
    /// <param name="slopes">[asked] receives it.</param>
    /// <returns>Evaluations of the field.</returns>
    public long FindSlopes(ReadOnlySpan<int> asked, int first, Span<Vector3> slopes)
    {
        int count = asked.Length;
        if (count == 0) return 0;
        _counts.Write(asked);
        _program["view_around"].With(_stretches, _counts, _lights, _coordinates)
            .With(4, first).With(5, count).RunOver(count);
        _totals.Fill(Corners * count);
        _values.Run(_coordinates, _results, _totals, Corners * count);
        _program["view_slopes"].With(_results, _distances).With(2, count).RunOver(count);
        _distances.Read(slopes);
        return Corners * count;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _program.Dispose();
        _values.Dispose();
        _features.Dispose();
        _rays.Dispose();
        foreach (ClBuffer buffer in (ClBuffer[])
            [
                _stretches, _next, _passing, _lights, _distances, _counts, _starts, _totals, _coordinates, _results,
                _bits, _blocks,
            ])
            buffer.Dispose();
    }

    private void Send(ReadOnlySpan<RayStretch> rays)
    {
        float[] next = new float[rays.Length], passing = new float[rays.Length];
        for (int i = 0; i < rays.Length; i++) (next[i], passing[i]) = (rays[i].Next, 1);
        _stretches.Write(rays);
        _next.Write<float>(next);
        _passing.Write<float>(passing);
        _lights.Clear();
        _rays.Begin(rays.Length);
    }

    private int Round(int first, int count, int samples, float least)
    {
        _program["view_march"].With(_stretches, _rays.Numbers, _bits, _blocks, _next, _distances, _counts)
            .With(7, first).With(8, count).With(9, samples).RunOver(count);
        _program["scan"].With(_counts, _starts, _totals).With(3, count).With(4, RoundSamples)
            .Run(_form.GroupSize, _form.GroupSize);
        int[] totals = new int[2];
        _totals.Read<int>(totals);
        _program["view_place"].With(_stretches, _rays.Numbers, _distances, _counts, _starts, _coordinates)
            .With(6, first).With(7, count).With(8, samples).RunOver(count);
        if (totals[0] > 0) _values.Run(_coordinates, _results, _totals, totals[0]);
        _program["view_blend"]
            .With(_stretches, _rays.Numbers, _next, _distances, _counts, _starts, _results, _passing, _lights, _rays.GoesOn)
            .With(10, first).With(11, count).With(12, samples).With(13, least).RunOver(count);
        return totals[0];
    }

    private ClBuffer Floats(int count) => ClBuffer.Of<float>(_session, count);
}
