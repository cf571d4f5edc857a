using NeuralFields.Images;

namespace NeuralFields.IO.Jpeg;

/// <summary>Puts the decoded components together.</summary>
internal static class PictureAssembly
{
    /// <summary>The picture: 1 channel for grey, else 3.</summary>
    public static Image ToImage(FrameHeader frame, ColorModel model)
    {
        int channels = model == ColorModel.Grey ? 1 : 3;
        Image image = DeclaredSize.Allocate("JPEG", frame.Width, frame.Height, channels, ColorEncoding.Srgb);
        ChromaUpsampling[] parts = Array.ConvertAll(frame.Components, c => new ChromaUpsampling(c, frame));
        int stride = frame.Width * channels;
        for (int y = 0; y < frame.Height; y++) ConvertRow(model, parts, y, image.Samples.AsSpan(y * stride, stride));
        return image;
    }

    private static void ConvertRow(ColorModel model, ChromaUpsampling[] parts, int y, Span<float> row)
    {
        switch (model)
        {
            case ColorModel.Grey: ColorConversion.Grey(parts[0].Row(y), row); break;
            case ColorModel.Rgb:
                ColorConversion.Rgb(parts[0].Row(y), parts[1].Row(y), parts[2].Row(y), row);
                break;
            case ColorModel.YCbCr:
                ColorConversion.YCbCr(parts[0].Row(y), parts[1].Row(y), parts[2].Row(y), row);
                break;
            case ColorModel.Cmyk:
                ColorConversion.Cmyk(parts[0].Row(y), parts[1].Row(y), parts[2].Row(y), parts[3].Row(y), row);
                break;
            default:
                ColorConversion.Ycck(parts[0].Row(y), parts[1].Row(y), parts[2].Row(y), parts[3].Row(y), row);
                break;
        }
    }
}
