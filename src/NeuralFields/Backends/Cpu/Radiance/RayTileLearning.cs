using System.Numerics;
using NeuralFields.Activations;
using NeuralFields.Losses;
using NeuralFields.Numerics;
using NeuralFields.Optimizers;
using NeuralFields.Training;
using NeuralFields.Volumes;

namespace NeuralFields.Backends.Cpu;

/// <summary>
/// Learns from a tile of rays: densities alone first, to leave out samples that no light reaches; then forward, the
/// blend of each ray, its loss, and backward.
/// </summary>
internal sealed unsafe class RayTileLearning : IDisposable
{
    private readonly FieldPlan _plan;
    private readonly TileNode[] _densityNodes;
    private readonly EncoderNode[] _radial, _radialForDensity;
    private readonly HeadNode _density, _color;
    private readonly ActivationKernel _exponential;
    private readonly LossKernel _loss;
    private readonly RaySpec _spec;
    private readonly RayScratch[] _scratch;
    private readonly CameraLearner? _cameras;
    private readonly RayLatents? _latents;

    public RayTileLearning(
        FieldPlan plan, TrainingSpec training, RaySpec spec, LaneWidth width, int workers, CameraLearner? cameras,
        RayLatents? latents)
    {
        (_plan, _spec, _cameras, _latents) = (plan, spec, cameras, latents);
        _density = Require("density", 1);
        _color = Require("color", 3);
        _densityNodes = plan.Before(_density);
        _radial = [.. plan.Encoders.Where(e => e.Radials.Count > 0)];
        _radialForDensity = [.. _densityNodes.OfType<EncoderNode>().Intersect(_radial)];
        _exponential = Activation.Find("Exponential").Kernel(width);
        _loss = training.Loss.Kernel(width);
        _scratch = [.. Enumerable.Range(0, workers).Select(_ => new RayScratch((int)plan.Stride))];
    }

    /// <summary>The nodes that the density depends on.</summary>
    public TileNode[] DensityNodes => _densityNodes;

    /// <summary>The density.</summary>
    public HeadNode Density => _density;

    /// <summary>Learns from a tile.</summary>
    /// <param name="frame">The worker's rows; coordinates and features are those of the tile.</param>
    /// <param name="set">The rays.</param>
    /// <param name="tile">The tile; receives how many samples were used.</param>
    /// <param name="worker">The worker's number.</param>
    /// <returns>The sum of the losses of the rays' colours.</returns>
    public double Learn(TileFrame frame, RaySet set, int tile, int worker)
    {
        RayScratch scratch = _scratch[worker];
        int used = LeaveOut(frame, set, tile, scratch);
        set.Tiles[tile].Used = used;
        frame.Columns = DenseKernels.Padded(used);
        if (used > 0) Forward(frame, set, tile, scratch);
        double loss = Blend(frame, set, tile, scratch);
        if (used == 0) return loss;
        Differentiate(frame, set, tile, scratch);
        if (_cameras is not { BendsRays: true })
        {
            BackwardPass.Run(_plan, frame, TilePass.Train);
            _latents?.Gather(frame, set, tile, new(scratch.Counts, RayTile.MaxRays));
            return loss;
        }
        frame.CoordinateGradients = frame.CoordinateGradientMemory.Pointer;
        Rows.Clear(frame.CoordinateGradients, frame.Stride, _plan.InputCount, frame.Columns);
        BackwardPass.Run(_plan, frame, TilePass.Differentiate);
        _latents?.Gather(frame, set, tile, new(scratch.Counts, RayTile.MaxRays));
        RayGradients.Gather(frame, set, tile, new(scratch.Counts, RayTile.MaxRays), _spec.Space);
        frame.CoordinateGradients = null;
        return loss;
    }

    public void Dispose()
    {
        foreach (RayScratch scratch in _scratch) scratch.Dispose();
    }

    private HeadNode Require(string name, int count)
        => _plan.HeadOf(name) is { } head && head.Value.Count == count
            ? head
            : throw new InputException($"the field has no head \"{name}\" of {count} values, which rays are blended from.");

    /// <summary>Evaluates all marched densities and moves the samples that light reaches to the front.</summary>
    private int LeaveOut(TileFrame frame, RaySet set, int tile, RayScratch scratch)
    {
        RayTile rays = set.Tiles[tile];
        if (rays.Marched == 0)
        {
            new Span<int>(scratch.Counts, rays.EndRay - rays.FirstRay).Clear();
            return 0;
        }
        frame.Columns = DenseKernels.Padded(rays.Marched);
        Locate(_radialForDensity, frame);
        foreach (TileNode node in _densityNodes) node.Forward(frame, TilePass.Train);
        _density.Forward(frame, TilePass.Train);
        Rows.Copy(frame[_density.Value], set.Densities(tile), frame.Stride, 1, frame.Columns);
        PassingOf(set.Densities(tile), set.Lengths(tile), scratch.Passing, frame.Columns);
        int column = 0, used = 0;
        for (int ray = rays.FirstRay; ray < rays.EndRay; ray++)
        {
            int count = set.Counts[ray], seen = Seen(new(scratch.Passing + column, count));
            if (seen > 0 && used != column) Move(frame, set.Lengths(tile), column, used, seen);
            scratch.Counts[ray - rays.FirstRay] = seen;
            column += count;
            used += seen;
        }
        return used;
    }

    /// <summary>Samples in front of which more than the least transmittance is left.</summary>
    private int Seen(ReadOnlySpan<float> passing)
    {
        float transmittance = 1, least = (float)_spec.MinTransmittance;
        for (int i = 0; i < passing.Length; i++)
        {
            transmittance *= passing[i];
            if (transmittance < least) return i + 1;
        }
        return passing.Length;
    }

    private void Move(TileFrame frame, float* lengths, int from, int to, int count)
    {
        MoveRows(frame.Coordinates, _plan.InputCount);
        MoveRows(frame.Features, _plan.FeatureRows);
        MoveRows(lengths, 2);

        void MoveRows(float* rows, int rowCount)
        {
            for (int r = 0; r < rowCount; r++, rows += frame.Stride)
                new ReadOnlySpan<float>(rows + from, count).CopyTo(new(rows + to, count));
        }
    }

    private void Forward(TileFrame frame, RaySet set, int tile, RayScratch scratch)
    {
        Locate(_radial, frame);
        foreach (TileNode node in _plan.Nodes)
        {
            node.Forward(frame, TilePass.Train);
            if (node == _latents?.Node) _latents.Write(frame, set, tile, new(scratch.Counts, RayTile.MaxRays));
        }
        foreach (HeadNode head in _plan.Heads) head.Forward(frame, TilePass.Train);
        PassingOf(frame[_density.Value], set.Lengths(tile), scratch.Passing, frame.Columns);
    }

    /// <summary>Finds the kernels of the samples at hand, which the forward pass expects.</summary>
    private static void Locate(EncoderNode[] encoders, TileFrame frame)
    {
        foreach (EncoderNode encoder in encoders)
            encoder.Locate(frame.Coordinates, frame.Basis, frame.Stride, frame.Columns);
    }

    /// <summary>exp(−σδ).</summary>
    private void PassingOf(float* density, float* deltas, float* passing, int columns)
    {
        for (int t = 0; t < columns; t += Vector<float>.Count)
            (-(Vector.Load(density + t) * Vector.Load(deltas + t))).Store(passing + t);
        _exponential.Infer(passing, columns);
    }

    /// <summary>Blends each ray over its background and judges its colour.</summary>
    private double Blend(TileFrame frame, RaySet set, int tile, RayScratch scratch)
    {
        RayTile rays = set.Tiles[tile];
        float* color = frame[_color.Value];
        int column = 0, count = rays.EndRay - rays.FirstRay;
        for (int i = 0; i < count; i++)
        {
            ref TrainingRay ray = ref set.Rays[rays.FirstRay + i];
            int samples = scratch.Counts[i];
            float left = Compositing.Weigh<float>(
                new(scratch.Passing + column, samples), new(scratch.Weights + column, samples),
                new(scratch.Behind + column, samples));
            Vector3 sum = Vector3.Zero;
            for (int s = column; s < column + samples; s++)
                sum += new Vector3(color[s], color[frame.Stride + s], color[(2 * frame.Stride) + s]) * scratch.Weights[s];
            if (_cameras is { ScalesColors: true }) sum = Expose(set, rays.FirstRay + i, sum);
            sum += ray.Background * left;
            (scratch.Prediction(0)[i], scratch.Prediction(1)[i], scratch.Prediction(2)[i]) = (sum.X, sum.Y, sum.Z);
            (scratch.Target(0)[i], scratch.Target(1)[i], scratch.Target(2)[i]) = (ray.Target.X, ray.Target.Y, ray.Target.Z);
            column += samples;
        }
        float scale = 1f / (3 * set.RayCount);
        double loss = 0;
        for (int c = 0; c < 3; c++)
            loss += _loss.Gradient(scratch.Prediction(c), scratch.Target(c), scratch.Gradient(c), scale, count);
        return loss;
    }

    /// <summary>A ray's own colour as its camera exposes it; the colour is kept for the derivative.</summary>
    private Vector3 Expose(RaySet set, int ray, Vector3 color)
    {
        set.Gradients[ray] = new(Vector3.Zero, Vector3.Zero, color);
        return color * _cameras!.GainOf(set.Rays[ray].View);
    }

    /// <summary>From the derivative by an exposed colour to those by the colour and by the exposure.</summary>
    private Vector3 Unexpose(RaySet set, int ray, Vector3 gradient)
    {
        set.Gradients[ray] = set.Gradients[ray] with { ByGain = set.Gradients[ray].ByGain * gradient };
        return gradient * _cameras!.GainOf(set.Rays[ray].View);
    }

    /// <summary>From the gradients of the rays' colours to those of the samples' densities and colours.</summary>
    private void Differentiate(TileFrame frame, RaySet set, int tile, RayScratch scratch)
    {
        RayTile rays = set.Tiles[tile];
        float* color = frame[_color.Value], dColor = frame[_color.Gradient], dDensity = frame[_density.Gradient];
        nint stride = frame.Stride;
        int column = 0;
        for (int i = 0, count = rays.EndRay - rays.FirstRay; i < count; i++)
        {
            int samples = scratch.Counts[i];
            if (samples == 0) continue;
            Vector3 g = new(scratch.Gradient(0)[i], scratch.Gradient(1)[i], scratch.Gradient(2)[i]);
            float last = Vector3.Dot(g, set.Rays[rays.FirstRay + i].Background);
            if (_cameras is { ScalesColors: true }) g = Unexpose(set, rays.FirstRay + i, g);
            for (int s = column; s < column + samples; s++)
            {
                scratch.ByWeight[s] = Vector3.Dot(g, new(color[s], color[stride + s], color[(2 * stride) + s]));
                float w = scratch.Weights[s];
                (dColor[s], dColor[stride + s], dColor[(2 * stride) + s]) = (w * g.X, w * g.Y, w * g.Z);
            }
            Regularise(set, tile, scratch, column, samples, ref last);
            Compositing.Differentiate<float>(
                new(set.Lengths(tile) + column, samples), new(scratch.Weights + column, samples),
                new(scratch.Behind + column, samples), new(scratch.ByWeight + column, samples), last,
                new(dDensity + column, samples));
            column += samples;
        }
        ClearPadding(dDensity, 1);
        ClearPadding(dColor, 3);

        void ClearPadding(float* rows, int rowCount)
        {
            for (int r = 0; r < rowCount; r++, rows += stride) new Span<float>(rows + column, frame.Columns - column).Clear();
        }
    }

    private void Regularise(RaySet set, int tile, RayScratch scratch, int column, int samples, ref float last)
    {
        float perRay = 1f / set.RayCount;
        if (_spec.OpacityLoss > 0)
        {
            // d(−o·ln o)/dT = ln o + 1 with o = 1 − T.
            float opacity = MathF.Max(1 - scratch.Behind[column + samples - 1], 1e-5f);
            last += (float)_spec.OpacityLoss * perRay * ((float)DeterministicMath.Log(opacity) + 1);
        }
        if (_spec.DistortionLoss > 0)
            Compositing.Distortion<float>(
                new(set.Lengths(tile) + _plan.Stride + column, samples), new(set.Lengths(tile) + column, samples),
                new(scratch.Weights + column, samples), (float)_spec.DistortionLoss * perRay,
                new(scratch.ByWeight + column, samples));
    }
}
