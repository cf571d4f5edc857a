using NeuralFields.Numerics;
using NeuralFields.Parameters;

namespace NeuralFields.Backends.Cpu;

/// <summary>
/// The update of biases behind encodings. It reads the gradient of all features, which levels of grids overwrite with the
/// features of the next batch in the second half of a step, and therefore comes before it.
/// </summary>
internal sealed unsafe class BiasUpdate : IParallelWork, IDisposable
{
    private readonly FieldPlan _plan;
    private readonly TileBatch _batch;
    private readonly ParameterUpdate _update;
    private readonly Item[] _items;
    private readonly AlignedBuffer<float>[] _gradients;

    private readonly record struct Item(EncoderNode Encoder, BiasRows Bias, float Factor);

    public BiasUpdate(FieldPlan plan, TileBatch batch, ParameterUpdate update)
    {
        (_plan, _batch, _update) = (plan, batch, update);
        _items = [.. plan.Encoders.SelectMany(e => e.Biases.Select(b => new Item(e, b, update.FactorOf(b.Tensor))))];
        _gradients = [.. _items.Select(item => new AlignedBuffer<float>(item.Bias.Length))];
    }

    public int ItemCount => _items.Length;

    /// <summary>The step whose gradients are applied.</summary>
    public long Step { get; set; }

    public void Run(int item, int worker)
    {
        (EncoderNode encoder, BiasRows bias, float factor) = _items[item];
        float* gradient = _gradients[item].Pointer;
        nint row = encoder.Gradient.First * (nint)_plan.Stride;
        for (int tile = 0, tiles = _batch.TilesOf(Step); tile < tiles; tile++)
            bias.AddGradient(_batch.Features(tile) + row, _plan.Stride, _batch.ColumnsOf(Step, tile), gradient);
        _update.Apply(bias.Start, gradient, bias.Length, ParameterRole.Bias, factor);
    }

    public void Dispose()
    {
        foreach (AlignedBuffer<float> gradient in _gradients) gradient.Dispose();
    }
}
