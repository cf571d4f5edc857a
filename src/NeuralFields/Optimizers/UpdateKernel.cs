using NeuralFields.Numerics;

namespace NeuralFields.Optimizers;

/// <summary>An update rule written once for every number type.</summary>
public interface IUpdateRule
{
    /// <summary>Moves one parameter (or one vector of them).</summary>
    /// <param name="w">The parameter.</param>
    /// <param name="g">Its gradient.</param>
    /// <param name="first">The first number of state.</param>
    /// <param name="second">The second number of state.</param>
    /// <param name="rate">The learning rate times <see cref="Correction"/>.</param>
    void Update<T>(ref T w, T g, ref T first, ref T second, T rate) where T : struct, IReal<T>;

    /// <summary>The factor on the learning rate at the count-th update of a parameter, from 1.</summary>
    double Correction(long count);
}

/// <summary>Runs an update rule over parameters.</summary>
public abstract unsafe partial class UpdateKernel
{
    /// <summary>Updates from which on the correction is 1 to single precision, or its table would be too long.</summary>
    public const int MaxCount = ushort.MaxValue;

    /// <summary>Updates every parameter. The gradient is consumed: it reads zero afterwards.</summary>
    /// <param name="w">Parameters.</param>
    /// <param name="g">Gradients, set to zero.</param>
    /// <param name="first">First state, or null where the rule has none.</param>
    /// <param name="second">Second state, or null where the rule has none.</param>
    /// <param name="rate">The learning rate.</param>
    /// <param name="step">The number of this update, from 1.</param>
    /// <param name="count">Parameters; a multiple of 16.</param>
    public abstract void Dense(float* w, float* g, float* first, float* second, float rate, long step, int count);

    /// <summary>
    /// Updates parameters whose gradient is not zero and leaves the others as they are. The gradient is consumed.
    /// </summary>
    /// <param name="w">Parameters.</param>
    /// <param name="g">Gradients, set to zero.</param>
    /// <param name="first">First state, or null where the rule has none.</param>
    /// <param name="second">Second state, or null where the rule has none.</param>
    /// <param name="counts">Updates of each parameter so far, saturating at <see cref="MaxCount"/>; added to.</param>
    /// <param name="rate">The learning rate.</param>
    /// <param name="count">Parameters; a multiple of 16.</param>
    public abstract void Sparse(float* w, float* g, float* first, float* second, ushort* counts, float rate, int count);
}
