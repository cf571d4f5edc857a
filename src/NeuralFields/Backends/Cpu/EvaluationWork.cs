namespace NeuralFields.Backends.Cpu;

/// <summary>Evaluates samples tile by tile, and differentiates where asked.</summary>
internal sealed unsafe class EvaluationWork(
    CpuProgram program, float* inputs, float* outputs, float* outputGradients, float* inputGradients, int count,
    TilePass pass) : IParallelWork
{
    private readonly FieldPlan _plan = program.Plan;
    private readonly int _inputCount = program.Spec.InputCount, _outputCount = program.Spec.OutputCount;

    public void Run(int item, int worker)
    {
        TileFrame frame = program.Frames[worker];
        int first = item * _plan.TileSize, samples = Math.Min(_plan.TileSize, count - first);
        frame.Columns = DenseKernels.Padded(samples);
        frame.Coordinates = frame.CoordinateMemory.Pointer;
        frame.Features = frame.OwnFeatures;
        frame.Basis = frame.OwnBasis;
        frame.Records = null;
        frame.WeightGradients = null;
        Rows.FromSamples(new(inputs + ((long)first * _inputCount), samples * _inputCount), _inputCount, frame.Coordinates,
            frame.Stride, frame.Columns);
        foreach (TileNode node in _plan.Nodes) node.Forward(frame, pass);
        Span<float> result = new(outputs + ((long)first * _outputCount), samples * _outputCount);
        int output = 0;
        foreach (HeadNode head in _plan.Heads)
        {
            head.Forward(frame, pass);
            Rows.ToSamples(frame[head.Value], frame.Stride, output, head.Value.Count, result, _outputCount);
            output += head.Value.Count;
        }
        if (pass == TilePass.Differentiate) Differentiate(frame, first, samples);
    }

    private void Differentiate(TileFrame frame, int first, int samples)
    {
        frame.CoordinateGradients = frame.CoordinateGradientMemory.Pointer;
        Rows.Clear(frame.CoordinateGradients, frame.Stride, _inputCount, frame.Columns);
        float* source = outputGradients + ((long)first * _outputCount);
        foreach (HeadNode head in _plan.Heads)
            for (int r = 0; r < head.Value.Count; r++, source++)
            {
                float* row = frame[head.Gradient.Slice(r, 1)];
                for (int t = 0; t < samples; t++) row[t] = source[t * _outputCount];
                for (int t = samples; t < frame.Columns; t++) row[t] = 0;
            }
        BackwardPass.Run(_plan, frame, TilePass.Differentiate);
        Rows.ToSamples(frame.CoordinateGradients, frame.Stride, 0, _inputCount,
            new(inputGradients + ((long)first * _inputCount), samples * _inputCount), _inputCount);
        frame.CoordinateGradients = null;
    }
}

/// <summary>Runs the nodes of a field backward over a tile whose heads hold their gradients.</summary>
internal static unsafe class BackwardPass
{
    /// <summary>From the heads' gradients to those of parameters and, where asked, coordinates.</summary>
    public static void Run(FieldPlan plan, TileFrame frame, TilePass pass)
    {
        foreach (TileNode node in plan.Nodes)
            if (node.SharedGradient) Rows.Clear(frame[node.Gradient], frame.Stride, node.Value.Count, frame.Columns);
        foreach (HeadNode head in plan.Heads) head.Backward(frame, pass);
        for (int i = plan.Nodes.Length - 1; i >= 0; i--)
            if (plan.Nodes[i].IsTrained || pass == TilePass.Differentiate) plan.Nodes[i].Backward(frame, pass);
    }
}
