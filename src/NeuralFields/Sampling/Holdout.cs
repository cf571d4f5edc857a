using System.Globalization;
using NeuralFields.Descriptions;
using NeuralFields.Images;
using NeuralFields.Numerics;

namespace NeuralFields.Sampling;

/// <summary>Which pixels are kept from training so that the field can be judged by them.</summary>
/// <param name="Every">One of every so many consecutive pixels, at least 2; 0 for none by this rule.</param>
/// <param name="Fraction">This part of all pixels, 0 to below 1.</param>
public readonly record struct Holdout(int Every, double Fraction)
{
    /// <summary>All pixels are trained.</summary>
    public static Holdout None => default;

    /// <summary>Whether any pixel is held out.</summary>
    public bool IsOn => Every > 0 || Fraction > 0;

    /// <summary>One of so many photographs: a fraction of them becomes the nearest such rule. 0 for none.</summary>
    public int EveryView => Every > 0 || Fraction == 0 ? Every : Math.Max(2, (int)Math.Round(1 / Fraction));

    /// <summary>Reads the key <c>holdout</c>.</summary>
    /// <exception cref="InputException">It is no such rule.</exception>
    public static Holdout Read(DescriptionNode node)
    {
        ArgumentNullException.ThrowIfNull(node);
        if (node.Kind is not (DescriptionKind.Number or DescriptionKind.String)) throw node.Wrong("holdout", "a number");
        return node.Placing(() => Parse(node.Text));
    }

    /// <summary>Reads <c>--holdout</c>: a whole number K ≥ 2 or a fraction below 1.</summary>
    /// <exception cref="InputException">It is neither.</exception>
    public static Holdout Parse(string text)
    {
        const NumberStyles style = NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        bool isWhole = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int every);
        if (isWhole && (every is 0 or >= 2)) return new(every, 0);
        if (double.TryParse(text, style, CultureInfo.InvariantCulture, out double fraction) && fraction is > 0 and < 1)
            return new(0, fraction);
        throw new InputException(
            $"holdout is {text}, expected a fraction between 0 and 1 " +
            "or a whole number K of at least 2 (one of every K).");
    }

    /// <summary>The held-out pixels of a picture: a pure function of the seed and the pixel's index.</summary>
    /// <param name="pixels">Pixels of the picture.</param>
    /// <param name="seed">The run's seed.</param>
    /// <exception cref="InputException">No pixel would be left to train on, or none held out.</exception>
    public PixelSet Choose(int pixels, ulong seed)
    {
        PixelSet held = new(pixels);
        if (Every > 0) ChooseOneOfEvery(held, seed);
        else if (Fraction > 0) ChooseFraction(held, seed);
        if (IsOn && (held.Members == 0 || held.Members == pixels))
            throw new InputException(
                $"holdout {this} trains {pixels - held.Members} of {pixels} pixels, " +
                "expected some to train and some to hold out.");
        return held;
    }

    /// <inheritdoc/>
    public override string ToString()
        => Every > 0 ? Every.ToString(CultureInfo.InvariantCulture) : Fraction.ToString(CultureInfo.InvariantCulture);

    /// <summary>
    /// One of each block of K pixels, at a random place, so that no columns form where K divides the width.
    /// </summary>
    private void ChooseOneOfEvery(PixelSet held, ulong seed)
    {
        for (int first = 0, block = 0; first <= held.Count - Every; first += Every, block++)
            held.Add(first + (int)(((Hash.Mix(seed, Stream, (ulong)block) >> 32) * (ulong)Every) >> 32));
    }

    /// <summary>The pixels that a permutation sends below the wanted count: random, and exactly that many.</summary>
    private void ChooseFraction(PixelSet held, ulong seed)
    {
        int wanted = (int)Math.Round(Fraction * held.Count, MidpointRounding.AwayFromZero);
        PixelPermutation order = new(held.Count, Hash.Mix(seed, Stream, 0));
        Span<int> places = stackalloc int[256];
        for (int first = 0; first < held.Count; first += places.Length)
        {
            order.Fill(first, places);
            for (int i = 0; i < Math.Min(places.Length, held.Count - first); i++)
                if (places[i] < wanted) held.Add(first + i);
        }
    }

    /// <summary>Tells these choices apart from the order of the samples under the same seed.</summary>
    private const ulong Stream = 0x686F6C646F7574;
}
