namespace NeuralFields.Backends.Cpu;

/// <summary>
/// Learns from the field's value and the differences of its values at displaced positions. These are samples like any
/// other, in blocks of columns behind the tile's own, so that every encoding can be learnt this way.
/// </summary>
internal sealed unsafe class NumericalLearning(FieldPlan plan, SurfaceLoss loss, DifferenceStencil stencil)
    : TileLearning
{
    private readonly HeadNode _head = plan.Heads[0];

    public override double Learn(TileFrame frame, float* targets, int samples)
    {
        foreach (TileNode node in plan.Nodes) node.Forward(frame, TilePass.Train);
        _head.Forward(frame, TilePass.Train);
        int block = DenseKernels.Padded(samples);
        float* value = frame[_head.Value], valueGradient = frame[_head.Gradient];
        float* gradient = frame[plan.Position.Second];
        stencil.Differentiate(value, block, gradient, frame.Stride);
        double sum = loss.Gradient(value, gradient, targets, frame.Stride, valueGradient, samples);
        stencil.Spread(gradient, frame.Stride, valueGradient, block);
        BackwardPass.Run(plan, frame, TilePass.Train);
        return sum;
    }
}
