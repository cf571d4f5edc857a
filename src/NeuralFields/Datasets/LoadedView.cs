using NeuralFields.Images;

namespace NeuralFields.Datasets;

/// <summary>A view with its pixels.</summary>
/// <param name="View">The view.</param>
/// <param name="Pixels">Its photograph, of the size of the view's lens.</param>
/// <param name="LeftOut">The pixels that masks take out, or null where there are none.</param>
public sealed record LoadedView(PosedView View, ViewPixels Pixels, PixelSet? LeftOut);
