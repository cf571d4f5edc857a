using NeuralFields.Numerics;
using NeuralFields.Parameters;

namespace NeuralFields.Optimizers;

/// <summary>Learns a latent vector per view of a radiance field, by Adam at the rate of the networks.</summary>
public sealed class LatentLearner
{
    private const int Arrays = 3;

    private static readonly AdamRule s_rule = new(0.9, 0.99, 1e-15, 0, 0);

    private readonly int _length;
    private readonly float[] _state, _sums;

    /// <summary>Vectors drawn from U(−1, 1).</summary>
    /// <param name="size">Numbers of each.</param>
    /// <param name="views">Vectors.</param>
    /// <param name="seed">The run's seed.</param>
    public LatentLearner(int size, int views, ulong seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(views, 1);
        (Size, _length) = (size, size * views);
        (_state, _sums) = (new float[Arrays * _length], new float[_length]);
        ParameterDeclarations declarations = new();
        declarations.Begin("views");
        declarations.Add("latents", ParameterRole.Constant, Distribution.Uniform(1), views, size);
        declarations.ToLayout().Initialize(seed).CopyTo(_state, 0);
    }

    /// <summary>How a number of a vector moves.</summary>
    public static IUpdateRule Rule => s_rule;

    /// <summary>Numbers of a vector.</summary>
    public int Size { get; }

    /// <summary>The vector of a view.</summary>
    /// <param name="view">Its number.</param>
    public ReadOnlySpan<float> this[int view] => _state.AsSpan(view * Size, Size);

    /// <summary>Adds derivatives of the loss by a view's vector. Their order decides about the last bits.</summary>
    /// <param name="view">Its number.</param>
    /// <param name="gradient">[Size] the derivatives.</param>
    public void Add(int view, ReadOnlySpan<float> gradient)
    {
        Span<float> sums = _sums.AsSpan(view * Size, Size);
        for (int i = 0; i < sums.Length; i++) sums[i] += gradient[i];
    }

    /// <summary>A step of Adam with the sums since the last one.</summary>
    /// <param name="count">Steps including this one.</param>
    /// <param name="rate">The learning rate.</param>
    public void Update(long count, double rate)
    {
        Lanes1 corrected = new((float)(rate * s_rule.Correction(count)));
        Span<float> values = _state.AsSpan(0, _length), first = _state.AsSpan(_length, _length), second = _state.AsSpan(2 * _length);
        for (int i = 0; i < _length; i++)
        {
            Lanes1 w = new(values[i]), m = new(first[i]), v = new(second[i]);
            s_rule.Update(ref w, new(_sums[i]), ref m, ref v, corrected);
            (values[i], first[i], second[i]) = (w.Value, m.Value, v.Value);
        }
        Array.Clear(_sums);
    }

    /// <summary>The mean over all views: how places look that no photograph shows alone.</summary>
    /// <param name="mean">[Size] receives it.</param>
    public void Mean(Span<float> mean)
    {
        for (int i = 0; i < mean.Length; i++)
        {
            double sum = 0;
            for (int at = i; at < _length; at += Size) sum += _state[at];
            mean[i] = (float)(sum * Size / _length);
        }
    }

    /// <summary>Vectors and moments.</summary>
    public float[] Save() => [.. _state];

    /// <summary>Goes on from what <see cref="Save"/> gave.</summary>
    /// <exception cref="InputException">It is of other views, or not finite.</exception>
    public void Restore(ReadOnlySpan<float> state) => LearnedState.Restore(state, _state, "latent vectors");
}
