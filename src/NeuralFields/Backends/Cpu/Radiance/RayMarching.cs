using System.Numerics;
using NeuralFields.Optimizers;
using NeuralFields.Training;
using NeuralFields.Volumes;

namespace NeuralFields.Backends.Cpu;

/// <summary>Draws and marches the rays of a step, some dozens per item.</summary>
internal sealed class RayMarching(
    RayBatch batch, IRaySource source, VolumeSpace space, RayMarcher marcher, CameraLearner? cameras) : IParallelWork
{
    private const int RaysPerItem = 64;

    /// <summary>The step whose rays are marched.</summary>
    public long Step { get; set; }

    public int ItemCount => (batch.Of(Step).RayCount + RaysPerItem - 1) / RaysPerItem;

    public void Run(int item, int worker)
    {
        RaySet set = batch.Of(Step);
        int first = item * RaysPerItem, end = Math.Min(set.RayCount, first + RaysPerItem);
        source.Fill(set.FirstRay + first, set.Rays.AsSpan(first, end - first));
        if (cameras is not null) Correct(set, first, end, cameras);
        for (int ray = first; ray < end; ray++) March(set, ray);
    }

    private void Correct(RaySet set, int first, int end, CameraLearner learner)
    {
        for (int ray = first; ray < end; ray++)
        {
            ref TrainingRay corrected = ref set.Rays[ray];
            set.Given[ray] = corrected.Direction;
            learner.Apply(corrected.View, source.BackOf(corrected.View), ref corrected.Origin, ref corrected.Direction);
        }
    }

    private void March(RaySet set, int number)
    {
        TrainingRay ray = set.Rays[number];
        (float near, float far) = space.Clip(ray.Origin, ray.Direction);
        near = MathF.Max(near, ray.Near);
        set.Counts[number] = 0;
        if (!(near < far)) return;
        Span<float> distances = batch.Distances(number);
        // A ray with more samples than a tile holds takes steps of twice the length.
        for (float stretch = 1; ; stretch *= 2)
        {
            float from = marcher.Begin(near, ray.Jitter * stretch);
            set.Counts[number] = marcher.March(ray.Origin, ray.Direction, from, far, stretch, distances, out float next);
            set.Stretches[number] = stretch;
            if (next >= far) return;
        }
    }
}

/// <summary>Writes the marched samples of a step to its tiles.</summary>
internal sealed unsafe class RayPacking(RayBatch batch, VolumeSpace space, RayMarcher marcher, nint stride) : IParallelWork
{
    /// <summary>The step whose tiles are written.</summary>
    public long Step { get; set; }

    public void Run(int item, int worker)
    {
        RaySet set = batch.Of(Step);
        RayTile tile = set.Tiles[item];
        int column = 0;
        for (int ray = tile.FirstRay; ray < tile.EndRay; ray++) Write(set, item, ray, ref column);
    }

    private void Write(RaySet set, int tile, int number, ref int column)
    {
        float* x = set.Coordinates(tile), lengths = set.Lengths(tile);
        int* cells = set.Cells(tile);
        ref TrainingRay ray = ref set.Rays[number];
        float stretch = set.Stretches[number], low = space.Low, perUnit = 1f / space.AabbScale;
        Vector3 direction = (ray.Direction * 0.5f) + new Vector3(0.5f);
        foreach (float distance in batch.Distances(number)[..set.Counts[number]])
        {
            float step = marcher.StepAt(distance) * stretch;
            Vector3 place = ray.Origin + (ray.Direction * distance);
            (x[column], x[stride + column], x[(2 * stride) + column]) =
                ((place.X - low) * perUnit, (place.Y - low) * perUnit, (place.Z - low) * perUnit);
            (x[(3 * stride) + column], x[(4 * stride) + column], x[(5 * stride) + column]) =
                (direction.X, direction.Y, direction.Z);
            (lengths[column], lengths[stride + column], cells[column]) = (step, distance, marcher.CellOf(place, step));
            column++;
        }
    }
}
