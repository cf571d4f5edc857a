namespace NeuralFields.Backends.Cpu;

/// <summary>
/// Learns from the field's value and its exact gradient, by differentiating twice. The passes are explained at
/// <see cref="MlpNode"/>; they cost some twice of what learning values alone does.
/// </summary>
internal sealed unsafe class AnalyticLearning(FieldPlan plan, SurfaceLoss loss) : TileLearning
{
    private readonly HeadNode _head = plan.Heads[0];

    public override double Learn(TileFrame frame, float* targets, int samples)
    {
        foreach (TileNode node in plan.Nodes) node.Forward(frame, TilePass.Curve);
        _head.Forward(frame, TilePass.Curve);
        Sweep(frame);
        // The rows that held the field's gradient become the direction along which the position moves.
        double sum = loss.Gradient(
            frame[_head.Value], frame[plan.Position.Second], targets, frame.Stride, frame[_head.Gradient], samples);
        foreach (TileNode node in plan.Nodes)
        {
            if (node is PortNode && node != plan.Position) Clear(node, frame);
            node.Tangent(frame);
        }
        _head.Tangent(frame);
        BackwardPass.Run(plan, frame, TilePass.Curve);
        return sum;
    }

    private void Sweep(TileFrame frame)
    {
        foreach (TileNode node in plan.Nodes)
            if (node.SharedGradient) Clear(node, frame);
        _head.Sweep(frame);
        for (int i = plan.Nodes.Length - 1; i >= 0; i--) plan.Nodes[i].Sweep(frame);
    }

    private static void Clear(TileNode node, TileFrame frame)
        => Rows.Clear(frame[node.Second], frame.Stride, node.Value.Count, frame.Columns);
}
