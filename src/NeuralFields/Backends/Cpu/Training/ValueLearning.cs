using NeuralFields.Losses;
using NeuralFields.Numerics;

namespace NeuralFields.Backends.Cpu;

/// <summary>Learns the field's values: forward, loss, backward.</summary>
/// <param name="plan">The field.</param>
/// <param name="loss">The loss of every value.</param>
/// <param name="width">Lanes per vector.</param>
/// <param name="scale">1 / (batch × outputs).</param>
internal sealed unsafe class ValueLearning(FieldPlan plan, Loss loss, LaneWidth width, float scale) : TileLearning
{
    private readonly LossKernel _loss = loss.Kernel(width);

    public override double Learn(TileFrame frame, float* targets, int samples)
    {
        foreach (TileNode node in plan.Nodes) node.Forward(frame, TilePass.Train);
        double sum = 0;
        foreach (HeadNode head in plan.Heads)
        {
            head.Forward(frame, TilePass.Train);
            for (int r = 0; r < head.Value.Count; r++, targets += frame.Stride)
            {
                float* gradient = frame[head.Gradient.Slice(r, 1)];
                sum += _loss.Gradient(frame[head.Value.Slice(r, 1)], targets, gradient, scale, samples);
                new Span<float>(gradient + samples, frame.Columns - samples).Clear();
            }
        }
        BackwardPass.Run(plan, frame, TilePass.Train);
        return sum;
    }
}
