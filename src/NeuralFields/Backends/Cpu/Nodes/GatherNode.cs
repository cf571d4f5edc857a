namespace NeuralFields.Backends.Cpu;

/// <summary>Puts the values of several nodes below each other, for a node that reads more than one.</summary>
internal sealed unsafe class GatherNode : TileNode
{
    public required TileNode[] Inputs { get; init; }

    public override IReadOnlyList<TileNode> Sources => Inputs;

    public override void Forward(TileFrame frame, TilePass pass)
    {
        int row = 0;
        foreach (TileNode input in Inputs)
        {
            Rows.Copy(frame[input.Value], frame[Value.Slice(row, input.Value.Count)], frame.Stride, input.Value.Count, frame.Columns);
            row += input.Value.Count;
        }
    }

    public override void Backward(TileFrame frame, TilePass pass)
    {
        int row = 0;
        foreach (TileNode input in Inputs) PassOn(frame, Gradient, ref row, input, input.Gradient);
    }

    public override void Sweep(TileFrame frame)
    {
        int row = 0;
        foreach (TileNode input in Inputs) PassOn(frame, Second, ref row, input, input.Second);
    }

    public override void Tangent(TileFrame frame)
    {
        int row = 0;
        foreach (TileNode input in Inputs)
        {
            int count = input.Value.Count;
            Rows.Copy(frame[input.Second], frame[Second.Slice(row, count)], frame.Stride, count, frame.Columns);
            row += count;
        }
    }

    private static void PassOn(TileFrame frame, TileRows gradients, ref int row, TileNode input, TileRows inputGradient)
    {
        float* gradient = frame[gradients.Slice(row, input.Value.Count)], target = frame[inputGradient];
        if (!input.SharedGradient) Rows.Copy(gradient, target, frame.Stride, input.Value.Count, frame.Columns);
        else Rows.Add(gradient, target, frame.Stride, input.Value.Count, frame.Columns);
        row += input.Value.Count;
    }
}
