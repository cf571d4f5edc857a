using NeuralFields.Fields;
using NeuralFields.Numerics;

namespace NeuralFields.Backends.Cpu;

/// <summary>A result of the field: some rows of a node, through an activation of their own.</summary>
internal sealed unsafe class HeadNode : TileNode
{
    private readonly TileNode _node;
    private readonly TileRows _source, _sourceGradient, _slope, _sourceSecond, _curvedSlope, _curvature;
    private readonly LayerActivation _activation;
    private readonly bool _isAlias;

    public HeadNode(FieldHead head, TileNode node, TileRowCounter rows, LaneWidth width)
    {
        (_node, _activation) = (node, new RowActivation(head.Activation, head.Count, width));
        _source = node.Value.Slice(head.First, head.Count);
        _sourceGradient = node.Gradient.Slice(head.First, head.Count);
        _isAlias = head.Activation.IsIdentity && !node.SharedGradient;
        Value = _isAlias ? _source : rows.Take(TileSpace.Scratch, head.Count);
        Gradient = _isAlias ? _sourceGradient : rows.Take(TileSpace.Scratch, head.Count);
        _slope = _isAlias || !_activation.KeepsSlope ? Value : rows.Take(TileSpace.Scratch, head.Count);
        _sourceSecond = node.Second.Slice(head.First, head.Count);
        if (_isAlias) return;
        _curvedSlope = _activation.KeepsSlope ? _slope : rows.Take(TileSpace.Second, head.Count);
        _curvature = rows.Take(TileSpace.Second, head.Count);
    }

    public override IReadOnlyList<TileNode> Sources => [_node];

    public override void Forward(TileFrame frame, TilePass pass)
    {
        if (_isAlias) return;
        Rows.Copy(frame[_source], frame[Value], frame.Stride, Value.Count, frame.Columns);
        if (pass == TilePass.Curve)
            _activation.ForwardCurved(
                frame[Value], frame[_curvedSlope], frame[_curvature], frame.Stride, frame.Columns);
        else if (pass == TilePass.Infer) _activation.Infer(frame[Value], frame.Stride, frame.Columns);
        else _activation.Forward(frame[Value], frame[_slope], frame.Stride, frame.Columns);
    }

    /// <summary>The derivative of the head by the rows it reads is its activation's slope.</summary>
    public override void Sweep(TileFrame frame)
    {
        float* target = frame[_sourceSecond];
        for (int r = 0; r < Value.Count; r++) new Span<float>(target + (r * frame.Stride), frame.Columns).Fill(1);
        Bend(frame);
    }

    public override void Tangent(TileFrame frame) => Bend(frame);

    public override void Backward(TileFrame frame, TilePass pass)
    {
        if (_isAlias) return;
        float* gradient = frame[Gradient], target = frame[_sourceGradient];
        if (pass == TilePass.Curve)
            Rows.MultiplyAdd(
                gradient, frame[_curvedSlope], frame[_curvature], frame.Stride, Value.Count, frame.Columns);
        else _activation.Backward(gradient, frame[Value], frame[_slope], frame.Stride, frame.Columns);
        if (_node.SharedGradient) Rows.Add(gradient, target, frame.Stride, Value.Count, frame.Columns);
        else Rows.Copy(gradient, target, frame.Stride, Value.Count, frame.Columns);
    }

    private void Bend(TileFrame frame)
    {
        if (_isAlias) return;
        Rows.Bend(
            frame[_sourceSecond], frame[_curvedSlope], frame[_curvature], frame.Stride, Value.Count, frame.Columns);
    }
}
