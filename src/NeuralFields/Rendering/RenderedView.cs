using System.Numerics;
using NeuralFields.Images;

namespace NeuralFields.Rendering;

/// <summary>A rendered view: sums over samples, divided once per pixel.</summary>
public sealed class RenderedView
{
    /// <summary>An empty view.</summary>
    /// <param name="width">Pixels per row.</param>
    /// <param name="height">Rows.</param>
    /// <param name="layers">What it holds beside opacity.</param>
    public RenderedView(int width, int height, ViewLayers layers)
    {
        (Width, Height, Layers) = (width, height, layers);
        Colors = new float[checked((long)width * height * 4)];
        Depths = layers.HasFlag(ViewLayers.Depth) ? new float[width * height] : [];
        Normals = layers.HasFlag(ViewLayers.Normals) ? new Vector3[width * height] : [];
        Steps = layers.HasFlag(ViewLayers.Steps) ? new float[width * height] : [];
        Shadows = layers.HasFlag(ViewLayers.Shadow) ? new float[width * height] : [];
    }

    /// <summary>Pixels per row.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>What it holds beside opacity.</summary>
    public ViewLayers Layers { get; }

    /// <summary>[height, width, 4] premultiplied linear RGB and opacity; opacity is the part of samples that hit.</summary>
    public float[] Colors { get; }

    /// <summary>
    /// [height, width] distance along the viewing axis in world units, mean over what was hit; 0 where nothing was.
    /// </summary>
    public float[] Depths { get; }

    /// <summary>[height, width] unit directions in the world's frame; zero where nothing was hit.</summary>
    public Vector3[] Normals { get; }

    /// <summary>[height, width] the part of the background's light that is taken away, at most 1 − opacity.</summary>
    public float[] Shadows { get; }

    /// <summary>[height, width] places along the pixel's rays that the field was asked for, mean over its samples.</summary>
    public float[] Steps { get; }

    /// <summary>Samples of pixels that it was made of.</summary>
    public long Samples { get; internal set; }

    /// <summary>The picture: RGB over an opaque background with the shadow on it, RGB and straight alpha over a transparent one.</summary>
    /// <param name="background">What lies behind.</param>
    public Image ToImage(Background background)
    {
        ArgumentNullException.ThrowIfNull(background);
        Image image = new(Width, Height, background.IsTransparent ? 4 : 3);
        for (int y = 0; y < Height; y++)
        {
            Vector3 behind = background.At((y + 0.5) / Height);
            for (int x = 0; x < Width; x++)
            {
                int i = (y * Width) + x;
                float seen = 1 - Colors[(4 * i) + 3] - (Shadows.Length > 0 ? Shadows[i] : 0);
                Compose(Colors.AsSpan(4 * i, 4), behind * seen, image[x, y]);
            }
        }
        return image;
    }

    /// <summary>Opacity as a grey picture.</summary>
    public Image ToOpacityImage()
    {
        Image image = new(Width, Height, 1, ColorEncoding.Linear);
        for (int i = 0; i < image.PixelCount; i++) image.Samples[i] = Colors[(4 * i) + 3];
        return image;
    }

    /// <summary>Depths as they are, one channel.</summary>
    public Image ToDepthImage() => new(Width, Height, 1, ColorEncoding.Linear, Depths);

    /// <summary>Depths as colours: bright is near, dark is far, black is nothing.</summary>
    public Image ToColoredDepthImage()
    {
        float near = float.PositiveInfinity, far = 0;
        foreach (float depth in Depths)
            if (depth > 0) (near, far) = (Math.Min(near, depth), Math.Max(far, depth));
        Image image = new(Width, Height, 3);
        for (int i = 0; i < Depths.Length; i++)
            if (Depths[i] > 0)
                ColorMap.Lookup(1 - ((Depths[i] - near) / Math.Max(far - near, 1e-6f * far)), image.Samples.AsSpan(3 * i, 3));
        return image;
    }

    /// <summary>Normals as they are, three channels.</summary>
    public Image ToNormalImage()
    {
        Image image = new(Width, Height, 3, ColorEncoding.Linear);
        for (int i = 0; i < Normals.Length; i++) Normals[i].CopyTo(image.Samples, 3 * i);
        return image;
    }

    /// <summary>Normals as colours, n·½ + ½; black where nothing was hit.</summary>
    public Image ToColoredNormalImage()
    {
        Image image = new(Width, Height, 3);
        for (int i = 0; i < Normals.Length; i++)
            if (Normals[i] != Vector3.Zero)
                ((Normals[i] * 0.5f) + new Vector3(0.5f)).CopyTo(image.Samples, 3 * i);
        return image;
    }

    private static void Compose(ReadOnlySpan<float> color, Vector3 behind, Span<float> pixel)
    {
        bool hasAlpha = pixel.Length == 4;
        float alpha = color[3], factor = hasAlpha && alpha > 0 ? 1 / alpha : 1;
        for (int c = 0; c < 3; c++) pixel[c] = (float)SrgbCurve.Encode((color[c] * factor) + (hasAlpha ? 0 : behind[c]));
        if (hasAlpha) pixel[3] = alpha;
    }
}
