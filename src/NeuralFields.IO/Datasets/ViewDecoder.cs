using NeuralFields.Datasets;
using NeuralFields.Images;

namespace NeuralFields.IO.Datasets;

/// <summary>From the file of one photograph to the pixels that are kept.</summary>
internal static class ViewDecoder
{
    /// <summary>Pure white and black as 8-bit files hold them, half a step away.</summary>
    private const float White = 254.5f / 255, Black = 0.5f / 255;

    /// <summary>Loads a view.</summary>
    /// <exception cref="InputException">A file is missing, broken or not as its header said.</exception>
    public static LoadedView Load(PosedView view)
    {
        ViewPicture picture = view.Picture;
        DecodedImage decoded = ImageFile.Read(picture.Path);
        if ((decoded.Image.Width, decoded.Image.Height) != (picture.StoredWidth, picture.StoredHeight))
            throw new InputException(
                $"{picture.Path}: the image is {decoded.Image.Width}×{decoded.Image.Height}, expected " +
                $"{picture.StoredWidth}×{picture.StoredHeight} as a moment ago; it has been replaced.");
        Image image = InColor(decoded.Image, picture.HasAlpha);
        ApplyTransparent(image, picture);
        PixelSet? leftOut = null;
        foreach (ViewMask mask in view.Masks) leftOut = Apply(mask, image, picture, leftOut);
        image = ImageResampling.Downscale(image, picture.Downscale);
        return new(view, ViewPixels.Of(image, asBytes: !picture.IsWide), leftOut);
    }

    /// <summary>The picture as RGB or RGBA: grey is repeated, a missing alpha is 1.</summary>
    private static Image InColor(Image image, bool hasAlpha)
    {
        int channels = hasAlpha ? 4 : 3;
        if (image.Channels == channels) return image;
        Image result = new(image.Width, image.Height, channels, image.Encoding);
        bool isGrey = image.Channels <= 2;
        ReadOnlySpan<float> from = image.Samples;
        Span<float> to = result.Samples;
        for (; !to.IsEmpty; from = from[image.Channels..], to = to[channels..])
        {
            for (int c = 0; c < 3; c++) to[c] = from[isGrey ? 0 : c];
            if (hasAlpha) to[3] = image.HasAlpha ? from[image.Channels - 1] : 1;
        }
        return result;
    }

    private static void ApplyTransparent(Image image, ViewPicture picture)
    {
        if (picture.Transparent == TransparentColor.None) return;
        bool isWhite = picture.Transparent == TransparentColor.White;
        for (Span<float> p = image.Samples; !p.IsEmpty; p = p[image.Channels..])
            if (isWhite ? p[0] > White && p[1] > White && p[2] > White : p[0] < Black && p[1] < Black && p[2] < Black)
                p[3] = 0;
    }

    private static PixelSet? Apply(ViewMask mask, Image image, ViewPicture picture, PixelSet? leftOut)
    {
        Image values = ImageFile.Read(mask.Path).Image;
        if (mask.Rule == MaskRule.RedIsAlpha)
        {
            SetAlpha(values, image, mask.Path);
            return leftOut;
        }
        RequireShape(values, picture, mask.Path);
        leftOut ??= new(picture.Width * picture.Height);
        MaskCover cover = new(values, mask.Rule == MaskRule.BlackIsLeftOut);
        for (int y = 0; y < picture.Height; y++)
            for (int x = 0; x < picture.Width; x++)
                if (cover.Touches(x, y, picture.Width, picture.Height)) leftOut.Add((y * picture.Width) + x);
        return leftOut;
    }

    /// <summary>A mask may be larger or smaller than its photograph, by one factor, up to a pixel.</summary>
    private static void RequireShape(Image mask, ViewPicture picture, string path)
    {
        long wide = (long)mask.Width * picture.Height, high = (long)mask.Height * picture.Width;
        if (Math.Abs(wide - high) > Math.Max(picture.Width + mask.Width, picture.Height + mask.Height))
            throw new InputException(
                $"{path}: the mask is {mask.Width}×{mask.Height}, expected the shape of its photograph, " +
                $"{picture.Width}×{picture.Height} or a multiple.");
    }

    private static void SetAlpha(Image alpha, Image image, string path)
    {
        if ((alpha.Width, alpha.Height) != (image.Width, image.Height))
            throw new InputException(
                $"{path}: the alpha is {alpha.Width}×{alpha.Height}, expected the picture's {image.Width}×{image.Height}.");
        bool isCoded = alpha.Encoding == ColorEncoding.Srgb;
        for (int i = 0; i < image.PixelCount; i++)
        {
            float red = alpha.Samples[i * alpha.Channels];
            image.Samples[(i * image.Channels) + 3] = isCoded ? (float)SrgbCurve.Decode(red) : red;
        }
    }
}
