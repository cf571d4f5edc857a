namespace NeuralFields.Losses;

/// <summary>How the gradient that a <see cref="GradientLoss"/> reads is found and taught.</summary>
public enum GradientMethod
{
    /// <summary>Analytic where the backend can, else numerical.</summary>
    Auto,

    /// <summary>The exact gradient, taught by differentiating twice.</summary>
    Analytic,

    /// <summary>Differences of values at displaced positions, each of which is taught like any value.</summary>
    Numerical,
}
