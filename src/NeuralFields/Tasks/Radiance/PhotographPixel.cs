using System.Numerics;
using NeuralFields.Sampling;

namespace NeuralFields.Tasks;

/// <summary>A pixel of a photograph.</summary>
/// <param name="View">The photograph with its camera.</param>
/// <param name="Pixel">The pixel's number, row by row.</param>
internal readonly record struct PhotographPixel(TrainingView View, int Pixel)
{
    /// <summary>Whether the lens shows anything there that no mask takes out.</summary>
    public bool IsSeen => View.Directions.Span[Pixel] != Vector3.Zero;

    /// <summary>All pixels of a view, row by row.</summary>
    public static PhotographPixel[] All(TrainingView view) => Lattice(view, 1);

    /// <summary>Pixels on square lattices over views.</summary>
    /// <param name="views">The views.</param>
    /// <param name="most">Pixels over all views, about.</param>
    /// <returns>Those of each view that are seen.</returns>
    public static PhotographPixel[][] Some(IReadOnlyCollection<TrainingView> views, int most)
    {
        double pixels = views.Sum(v => (double)v.PixelCount);
        int stride = Math.Max(1, (int)Math.Round(Math.Sqrt(pixels / most)));
        return [.. views.Select(v => Lattice(v, Math.Min(stride, Math.Min(v.Width, v.Height))).Where(p => p.IsSeen).ToArray())];
    }

    private static PhotographPixel[] Lattice(TrainingView view, int stride) =>
    [
        .. Enumerable.Range(0, view.PixelCount)
            .Where(i => i % view.Width % stride == stride / 2 && i / view.Width % stride == stride / 2)
            .Select(i => new PhotographPixel(view, i)),
    ];
}
