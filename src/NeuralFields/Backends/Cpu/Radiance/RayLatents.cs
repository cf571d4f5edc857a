using NeuralFields.Encodings;
using NeuralFields.Optimizers;

namespace NeuralFields.Backends.Cpu;

/// <summary>
/// The latent vectors of a radiance field in training: samples read that of their ray's view where the field itself has
/// one for all, which afterwards is the mean.
/// </summary>
internal sealed unsafe class RayLatents
{
    private readonly CpuProgram _program;
    private readonly LatentPart _part;
    private readonly LatentLearner _learner;
    private readonly float[] _mean;

    private RayLatents(CpuProgram program, EncoderNode node, LatentPart part, LatentLearner learner)
    {
        (_program, Node, _part, _learner) = (program, node, part, learner);
        _mean = new float[learner.Size];
        Publish();
    }

    /// <summary>The node that holds the field's own vector.</summary>
    public EncoderNode Node { get; }

    /// <summary>Numbers of a vector.</summary>
    public int Size => _learner.Size;

    /// <summary>Those of a field; null where it has none.</summary>
    /// <param name="program">The field.</param>
    /// <param name="views">Views of training.</param>
    /// <param name="seed">The run's seed.</param>
    public static RayLatents? Of(CpuProgram program, int views, ulong seed)
        => program.Plan.Encoders.FirstOrDefault(e => e.Latent is not null) is { Latent: { } part } node
            ? new(program, node, part, new(part.OutputCount, views, seed))
            : null;

    /// <summary>Writes the vectors of a tile's samples over the field's own.</summary>
    /// <param name="frame">Its rows.</param>
    /// <param name="set">The rays.</param>
    /// <param name="tile">The tile.</param>
    /// <param name="counts">[rays] samples of each that are learnt from.</param>
    public void Write(TileFrame frame, RaySet set, int tile, ReadOnlySpan<int> counts)
    {
        RayTile rays = set.Tiles[tile];
        float* y = frame[Node.Value.Slice(_part.FirstOutput, Size)];
        for (int ray = rays.FirstRay, column = 0; ray < rays.EndRay; column += counts[ray++ - rays.FirstRay])
        {
            ReadOnlySpan<float> latent = _learner[set.Rays[ray].View];
            for (int i = 0; i < Size; i++)
                new Span<float>(y + (i * frame.Stride) + column, counts[ray - rays.FirstRay]).Fill(latent[i]);
        }
    }

    /// <summary>Sums derivatives over the samples of each ray of a tile.</summary>
    /// <param name="frame">Its rows; the node's derivatives are complete.</param>
    /// <param name="set">The rays; receives the derivatives.</param>
    /// <param name="tile">The tile.</param>
    /// <param name="counts">[rays] samples of each that were learnt from.</param>
    public void Gather(TileFrame frame, RaySet set, int tile, ReadOnlySpan<int> counts)
    {
        RayTile rays = set.Tiles[tile];
        float* dy = frame[Node.Gradient.Slice(_part.FirstOutput, Size)];
        for (int ray = rays.FirstRay, column = 0; ray < rays.EndRay; column += counts[ray++ - rays.FirstRay])
            for (int i = 0; i < Size; i++)
            {
                float sum = 0;
                foreach (float d in new ReadOnlySpan<float>(dy + (i * frame.Stride) + column, counts[ray - rays.FirstRay])) sum += d;
                set.ByLatents[(ray * Size) + i] = sum;
            }
    }

    /// <summary>Hands the derivatives of a step's rays to their views, in the order of the rays.</summary>
    public void Learn(RaySet set)
    {
        for (int tile = 0; tile < set.TileCount; tile++)
        {
            if (set.Tiles[tile].Used == 0) continue; // nothing was seen, and nothing was differentiated
            for (int ray = set.Tiles[tile].FirstRay; ray < set.Tiles[tile].EndRay; ray++)
                _learner.Add(set.Rays[ray].View, set.ByLatents.AsSpan(ray * Size, Size));
        }
    }

    /// <summary>A step of the optimiser.</summary>
    /// <param name="count">Steps including this one.</param>
    /// <param name="rate">The learning rate.</param>
    public void Update(long count, double rate)
    {
        _learner.Update(count, rate);
        Publish();
    }

    /// <summary>What training goes on from.</summary>
    public float[] Save() => _learner.Save();

    /// <summary>Goes on from what <see cref="Save"/> gave.</summary>
    /// <exception cref="InputException">It is of other views.</exception>
    public void Restore(ReadOnlySpan<float> state)
    {
        _learner.Restore(state);
        Publish();
    }

    private void Publish()
    {
        _learner.Mean(_mean);
        _program.SetConstants(Node, _part.FirstParameter, _mean);
    }
}
