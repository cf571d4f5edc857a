using System.Numerics;

namespace NeuralFields.Volumes;

/// <summary>
/// Samples along a ray blended front to back, and the derivatives in closed form. Written for any precision: training
/// runs it in float, tests in double.
/// </summary>
/// <remarks>
/// With passing e = exp(−σδ): T₀ = 1, w = T(1 − e), T ← T·e. Mildenhall et al. 2020, NeRF, eq. 3.
/// </remarks>
public static class Compositing
{
    /// <summary>Weights of a ray's samples.</summary>
    /// <param name="passing">[samples] e = exp(−σδ): the light that a sample lets pass.</param>
    /// <param name="weights">[samples] receives w.</param>
    /// <param name="behind">[samples] receives the transmittance behind each sample.</param>
    /// <returns>The transmittance behind the last sample.</returns>
    public static T Weigh<T>(ReadOnlySpan<T> passing, Span<T> weights, Span<T> behind) where T : struct, INumber<T>
    {
        T transmittance = T.One;
        for (int i = 0; i < passing.Length; i++)
        {
            T after = transmittance * passing[i];
            weights[i] = transmittance - after;
            behind[i] = after;
            transmittance = after;
        }
        return transmittance;
    }

    /// <summary>From the derivatives by the weights to those by the densities.</summary>
    /// <param name="deltas">[samples] δ, the lengths of the steps.</param>
    /// <param name="weights">[samples] of <see cref="Weigh"/>.</param>
    /// <param name="behind">[samples] of <see cref="Weigh"/>.</param>
    /// <param name="weightGradients">[samples] ∂L/∂w.</param>
    /// <param name="lastGradient">∂L/∂T of the transmittance behind the last sample.</param>
    /// <param name="densityGradients">[samples] receives ∂L/∂σ.</param>
    /// <remarks>
    /// A denser sample i gains T behind it, and everything behind loses in proportion:
    /// ∂L/∂σᵢ = δᵢ·(T₍ᵢ₎·qᵢ − Σ_{j>i} wⱼqⱼ − T·q_T), with T₍ᵢ₎ behind sample i.
    /// </remarks>
    public static void Differentiate<T>(
        ReadOnlySpan<T> deltas, ReadOnlySpan<T> weights, ReadOnlySpan<T> behind, ReadOnlySpan<T> weightGradients,
        T lastGradient, Span<T> densityGradients) where T : struct, INumber<T>
    {
        int last = weights.Length - 1;
        if (last < 0) return;
        T rest = behind[last] * lastGradient;
        for (int i = last; i >= 0; i--)
        {
            densityGradients[i] = deltas[i] * ((behind[i] * weightGradients[i]) - rest);
            rest += weights[i] * weightGradients[i];
        }
    }

    /// <summary>
    /// How spread out the weights of a ray are: Σᵢⱼ wᵢwⱼ|tᵢ − tⱼ| + ⅓ Σᵢ wᵢ²δᵢ. Its derivatives are added to those by
    /// the weights.
    /// </summary>
    /// <param name="distances">[samples] t in rising order.</param>
    /// <param name="deltas">[samples] δ.</param>
    /// <param name="weights">[samples] w.</param>
    /// <param name="scale">Factor on the derivatives.</param>
    /// <param name="weightGradients">[samples] ∂L/∂w, added to.</param>
    /// <returns>The loss, without the factor.</returns>
    /// <remarks>Barron et al. 2022, Mip-NeRF 360, eq. 15, in one pass over sums from the front.</remarks>
    public static T Distortion<T>(
        ReadOnlySpan<T> distances, ReadOnlySpan<T> deltas, ReadOnlySpan<T> weights, T scale, Span<T> weightGradients)
        where T : struct, INumber<T>
    {
        T total = T.Zero, moment = T.Zero;
        for (int i = 0; i < weights.Length; i++)
        {
            total += weights[i];
            moment += weights[i] * distances[i];
        }
        T two = T.One + T.One, third = T.One / (two + T.One), loss = T.Zero, before = T.Zero, momentBefore = T.Zero;
        for (int i = 0; i < weights.Length; i++)
        {
            T w = weights[i], t = distances[i];
            T behindWeight = total - before - w, behindMoment = moment - momentBefore - (w * t);
            T spread = (t * before) - momentBefore + behindMoment - (t * behindWeight);
            loss += (w * spread) + (third * w * w * deltas[i]);
            weightGradients[i] += scale * two * (spread + (third * w * deltas[i]));
            before += w;
            momentBefore += w * t;
        }
        return loss;
    }
}
