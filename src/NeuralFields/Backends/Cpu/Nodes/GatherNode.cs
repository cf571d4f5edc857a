namespace NeuralFields.Backends.Cpu;

/// <summary>Puts the values of several nodes below each other, for a node that reads more than one.</summary>
internal sealed unsafe class GatherNode : TileNode
{
    public required TileNode[] Inputs { get; init; }

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
        foreach (TileNode input in Inputs)
        {
            float* gradient = frame[Gradient.Slice(row, input.Value.Count)], target = frame[input.Gradient];
            if (!input.SharedGradient) Rows.Copy(gradient, target, frame.Stride, input.Value.Count, frame.Columns);
            else Rows.Add(gradient, target, frame.Stride, input.Value.Count, frame.Columns);
            row += input.Value.Count;
        }
    }
}
