namespace NeuralFields.Backends.Cpu;

/// <summary>An input of the field: some rows of coordinates.</summary>
internal sealed unsafe class PortNode : TileNode
{
    public override void Forward(TileFrame frame, TilePass pass) { }

    public override void Sweep(TileFrame frame) { }

    public override void Tangent(TileFrame frame) { }

    public override void Backward(TileFrame frame, TilePass pass)
    {
        if (frame.CoordinateGradients == null) return;
        float* target = frame.CoordinateGradients + (Value.First * frame.Stride);
        Rows.Add(frame[Gradient], target, frame.Stride, Value.Count, frame.Columns);
    }
}
