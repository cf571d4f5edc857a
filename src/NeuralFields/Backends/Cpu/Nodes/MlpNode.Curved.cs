using NeuralFields.Numerics;

namespace NeuralFields.Backends.Cpu;

/// <remarks>
/// Differentiating twice. With h the values, z the sums before activations σ, and u = ∂L/∂∇f, the loss of one sample
/// depends on the weights through f and through u·∇f, the movement of f along u at fixed u. Four passes:
/// <list type="number">
/// <item>forward: h, σ′(z), σ″(z);</item>
/// <item>sweep, last layer first: g = ∂f/∂h gives δ = g·σ′ = ∂f/∂z, and Wᵀδ is the g of the layer before; g·σ″ is
/// kept;</item>
/// <item>tangent, first layer first: ż = W·ḣ with ḣ = u at the position; δ·ḣᵀ is a part of the gradient of W; then
/// ḣ ← ż·σ′ for the next layer and e = ż·g·σ″, by which the movement adds to the gradient of z;</item>
/// <item>backward as ever, with z̄ = h̄·σ′ + e.</item>
/// </list>
/// δ and ḣ take turns in the same rows, and so do σ″, g·σ″ and e.
/// </remarks>
internal sealed unsafe partial class MlpNode
{
    /// <summary>Rows of a layer that only these passes use.</summary>
    /// <param name="Slope">σ′(z).</param>
    /// <param name="Curvature">σ″(z), then g·σ″, then e.</param>
    /// <param name="Second">g, then δ, then ḣ.</param>
    private readonly record struct CurvedStage(TileRows Slope, TileRows Curvature, TileRows Second);

    public override void Sweep(TileFrame frame)
    {
        for (int i = _layers.Length - 1; i > 0; i--)
        {
            float* delta = Bend(_stages[i], frame), g = frame[_stages[i - 1].Curved.Second];
            _layers[i].InputGradient(_kernels, _zeros.Pointer, delta, g, frame, Epilogue.Plain, g);
        }
        // Where several nodes read the input, its gradient rows exist apart from its values and are free as yet.
        PassOn(Bend(_stages[0], frame), Input.Second, frame[Input.Gradient], frame);
    }

    public override void Tangent(TileFrame frame)
    {
        float* x = frame[Input.Second];
        for (int i = 0; i < _layers.Length; i++)
        {
            float* second = frame[_stages[i].Curved.Second];
            _layers[i].WeightGradient(_kernels, x, second, frame, withBias: false);
            _layers[i].Tangent(_kernels, _zeros.Pointer, x, second, frame);
            x = Bend(_stages[i], frame);
        }
    }

    private void ForwardCurved(TileFrame frame)
    {
        float* x = frame[Input.Value];
        for (int i = 0; i < _layers.Length; i++)
        {
            Stage stage = _stages[i];
            float* y = frame[stage.Value];
            _layers[i].Forward(_kernels, _memory.Weights, x, y, frame, Epilogue.Plain);
            stage.Kernel.ForwardCurved(
                y, frame[stage.Curved.Slope], frame[stage.Curved.Curvature], frame.Stride, frame.Columns);
            x = y;
        }
    }

    private void BackwardCurved(TileFrame frame)
    {
        float* dy = frame[Gradient];
        Join(dy, _stages[^1], frame);
        for (int i = _layers.Length - 1; i > 0; i--)
        {
            float* value = frame[_stages[i].Value];
            _layers[i].WeightGradient(_kernels, frame[_stages[i - 1].Value], dy, frame);
            _layers[i].InputGradient(_kernels, _zeros.Pointer, dy, value, frame, Epilogue.Plain, value);
            Join(value, _stages[i - 1], frame);
            dy = value;
        }
        _layers[0].WeightGradient(_kernels, frame[Input.Value], dy, frame);
        if (Input.IsTrained) PassOn(dy, Input.Gradient, frame[_stages[0].Value], frame);
    }

    /// <summary>g → δ and σ″ → g·σ″; or ż → ḣ and g·σ″ → e, by the same products. Returns the first.</summary>
    private static float* Bend(Stage stage, TileFrame frame)
    {
        float* second = frame[stage.Curved.Second];
        Rows.Bend(second, frame[stage.Curved.Slope], frame[stage.Curved.Curvature], frame.Stride, stage.Value.Count,
            frame.Columns);
        return second;
    }

    /// <summary>h̄ → z̄ = h̄·σ′ + e.</summary>
    private static void Join(float* gradient, Stage stage, TileFrame frame)
        => Rows.MultiplyAdd(gradient, frame[stage.Curved.Slope], frame[stage.Curved.Curvature], frame.Stride,
            stage.Value.Count, frame.Columns);
}
