using NeuralFields.Numerics;
using NeuralFields.OpenCL.Emission;
using NeuralFields.Training;
using NeuralFields.Volumes;

namespace NeuralFields.OpenCL.Memory;

/// <summary>
/// The rays of a step and their samples on the device. The host holds the rays of two steps: the next ones are drawn
/// while the device learns from these.
/// </summary>
internal sealed unsafe class RayMemory : IDisposable
{
    private readonly AlignedBuffer<TrainingRay>[] _drawn;
    private readonly IRaySource _source;

    /// <summary>Takes memory.</summary>
    /// <param name="session">The device.</param>
    /// <param name="source">Where rays come from.</param>
    /// <param name="samples">Samples to be learnt per step.</param>
    /// <param name="mostRays">The most rays of a step.</param>
    /// <param name="mostSamples">The most samples of a ray.</param>
    public RayMemory(ClSession session, IRaySource source, int samples, int mostRays, int mostSamples)
    {
        (_source, MostRays) = (source, mostRays);
        MostMarched = RayCounter.RoomFor(samples, mostSamples);
        Capacity = (MostMarched + FieldKernels.Tile - 1) / FieldKernels.Tile * FieldKernels.Tile;
        _drawn = [new(mostRays), new(mostRays)];
        Rays = ClBuffer.Of<TrainingRay>(session, mostRays);
        Distances = ClBuffer.Of<float>(session, (long)mostRays * mostSamples);
        Stretches = ClBuffer.Of<float>(session, mostRays);
        (Counts, Starts) = (ClBuffer.Of<int>(session, mostRays), ClBuffer.Of<int>(session, mostRays));
        (Seen, SeenStarts) = (ClBuffer.Of<int>(session, mostRays), ClBuffer.Of<int>(session, mostRays));
        (Marched, Used) = (ClBuffer.Of<int>(session, 2), ClBuffer.Of<int>(session, 2));
        Losses = ClBuffer.Of<float>(session, mostRays);
        Coordinates = ClBuffer.Of<float>(session, 6L * Capacity);
        Values = ClBuffer.Of<float>(session, 4L * Capacity);
        Densities = ClBuffer.Of<float>(session, Capacity);
        Numbers = ClBuffer.Of<float>(session, 3L * Capacity);
    }

    /// <summary>The most rays of a step.</summary>
    public int MostRays { get; }

    /// <summary>Marched samples that a step takes.</summary>
    public int MostMarched { get; }

    /// <summary>Room for them; a multiple of the tile.</summary>
    public int Capacity { get; }

    /// <summary>Rays on the device.</summary>
    public int RayCount { get; private set; }

    /// <summary>[rays] of TrainingRay.</summary>
    public ClBuffer Rays { get; }

    /// <summary>[rays, MostSamples] distances of samples from the eye.</summary>
    public ClBuffer Distances { get; }

    /// <summary>[rays] factors on the lengths of steps.</summary>
    public ClBuffer Stretches { get; }

    /// <summary>[rays] marched samples.</summary>
    public ClBuffer Counts { get; }

    /// <summary>[rays] the first marched sample.</summary>
    public ClBuffer Starts { get; }

    /// <summary>[rays] samples that light reaches.</summary>
    public ClBuffer Seen { get; }

    /// <summary>[rays] the first sample that light reaches.</summary>
    public ClBuffer SeenStarts { get; }

    /// <summary>Marched samples, and rays that found room.</summary>
    public ClBuffer Marched { get; }

    /// <summary>Samples that are learnt from.</summary>
    public ClBuffer Used { get; }

    /// <summary>[rays] sums of the losses of the channels.</summary>
    public ClBuffer Losses { get; }

    /// <summary>[tiles, 6, Tile].</summary>
    public ClBuffer Coordinates { get; }

    /// <summary>[tiles, 4, Tile] values, then derivatives of the loss by them.</summary>
    public ClBuffer Values { get; }

    /// <summary>[Capacity] densities of marched samples.</summary>
    public ClBuffer Densities { get; }

    /// <summary>[3, Capacity] weights, transmittances behind, derivatives by the weights.</summary>
    public ClBuffer Numbers { get; }

    /// <summary>Draws the rays of a step on the host.</summary>
    public void Draw(long step, long firstRay, int count)
        => _source.Fill(firstRay, new Span<TrainingRay>(_drawn[step & 1].Pointer, count));

    /// <summary>Sends the rays of a step; they must stay as they are until the device has them.</summary>
    public void Send(long step, int count)
    {
        RayCount = count;
        Rays.Enqueue(_drawn[step & 1].Pointer, count);
    }

    /// <summary>Adds numbers of the rays that found room to those of their views.</summary>
    /// <param name="program">The kernels of rays.</param>
    /// <param name="form">The form of kernels.</param>
    /// <param name="byRays">[rays, numbers].</param>
    /// <param name="sums">[views, numbers].</param>
    /// <param name="numbers">Numbers of a view.</param>
    public void AddUp(ClProgram program, KernelForm form, ClBuffer byRays, ClBuffer sums, int numbers)
    {
        int groups = form.IsShared ? (RayCount + form.GroupSize - 1) / form.GroupSize : 1;
        program["add_up"].With(Rays, byRays, sums, Marched).With(4, numbers)
            .Run((long)groups * form.GroupSize, form.GroupSize, numbers);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (AlignedBuffer<TrainingRay> rays in _drawn) rays.Dispose();
        foreach (ClBuffer buffer in (ClBuffer[])
            [
                Rays, Distances, Stretches, Counts, Starts, Seen, SeenStarts, Marched, Used, Losses, Coordinates,
                Values, Densities, Numbers,
            ])
            buffer.Dispose();
    }
}
