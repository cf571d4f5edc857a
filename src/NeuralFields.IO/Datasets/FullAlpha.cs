using NeuralFields.Datasets;
using NeuralFields.Images;

namespace NeuralFields.IO.Datasets;

/// <summary>
/// Tells pictures with an alpha that says nothing from pictures of an object cut out, by decoding two of them: the
/// scene's box depends on it.
/// </summary>
internal static class FullAlpha
{
    /// <summary>The data set with what was found.</summary>
    public static PosedDataset Tell(PosedDataset dataset)
    {
        PosedView first = dataset.Views[0], middle = dataset.Views[dataset.Views.Length / 2];
        return dataset.IsCutOut && IsFull(first) && IsFull(middle) ? dataset with { IsAlphaFull = true } : dataset;
    }

    /// <summary>A picture that cannot be decoded says nothing here; loading will name it.</summary>
    private static bool IsFull(PosedView view)
    {
        bool getsAlpha = view.Picture.Transparent != TransparentColor.None
            || view.Masks.Any(m => m.Rule == MaskRule.RedIsAlpha);
        if (getsAlpha) return false;
        try
        {
            Image image = ImageFile.Read(view.Picture.Path).Image;
            for (int i = image.Channels - 1; i < image.Samples.Length; i += image.Channels)
                if (image.Samples[i] < 1) return false;
            return true;
        }
        catch (InputException)
        {
            return false;
        }
    }
}
