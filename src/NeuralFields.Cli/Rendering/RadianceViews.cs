using System.Numerics;
using NeuralFields.Backends;
using NeuralFields.Datasets;
using NeuralFields.Geometry;
using NeuralFields.Images;
using NeuralFields.IO.Fields;
using NeuralFields.Rendering;
using NeuralFields.Rendering.Cameras;
using NeuralFields.Rendering.Radiance;
using NeuralFields.Scenes;
using NeuralFields.Volumes;

namespace NeuralFields.Cli.Rendering;

/// <summary>Views of radiance fields by the frame that their files record.</summary>
internal static class RadianceViews
{
    /// <summary>A renderer in the data set's frame.</summary>
    public static RadianceRenderer Renderer(
        IFieldProgram program, RadianceFrame frame, OccupancyBits bits, int threads) => new(
        program, frame.Space, bits, frame.Placement, frame.Near, threads)
    {
        MinTransmittance = (float)frame.MinTransmittance,
    };

    /// <summary>What may hold something: as training left it, or for a file that does not say, by a look into every cell.</summary>
    /// <exception cref="InputException">The file's cells are not those of its space.</exception>
    public static OccupancyBits BitsOf(FieldContents contents, IFieldProgram program, RadianceFrame frame)
    {
        if (contents.OccupiedCells.Length == 0) return OccupancySurvey.Of(program, frame.Space);
        OccupancyBits bits = OccupancyBits.OfBricks(contents.OccupiedCells);
        return bits.Cascades == frame.Space.Cascades
            ? bits
            : throw new InputException(
                $"the file has occupied cells of {bits.Cascades} cascades, expected {frame.Space.Cascades} as its space has.");
    }

    /// <summary>A photograph of the field by its number.</summary>
    /// <exception cref="InputException">There are not so many.</exception>
    public static FrameView ViewOf(RadianceFrame frame, long number)
        => number < frame.Views.Length
            ? frame.Views[(int)number]
            : throw new InputException(
                $"--view is {number}, expected 0 to {frame.Views.Length - 1}: the field was made from so many photographs.");

    /// <summary>White behind objects that were cut out, else black: nothing is behind a photograph.</summary>
    public static Background BackgroundOf(RadianceFrame frame)
        => frame.IsCutOut ? new(Vector3.One, Vector3.One) : new(Vector3.Zero, Vector3.Zero);

    /// <summary>The axis of the data set's frame that is most nearly up.</summary>
    public static UpAxis UpOf(RadianceFrame frame)
        => Math.Abs(frame.Up.Z) >= Math.Abs(frame.Up.Y) ? UpAxis.Z : UpAxis.Y;

    /// <summary>The mean of the cameras' upward axes.</summary>
    public static Point3 MeanUp(IEnumerable<CameraPose> poses)
        => poses.Aggregate(Point3.Zero, (sum, pose) => sum + pose.Up);

    /// <summary>A photograph over a background, as it is coded.</summary>
    public static Image Photograph(LoadedView view, Vector3 background)
    {
        Image image = new(view.Pixels.Width, view.Pixels.Height, 3);
        Span<float> rgba = stackalloc float[4];
        for (int i = 0; i < image.PixelCount; i++)
        {
            view.Pixels.Read(i, rgba);
            for (int c = 0; c < 3; c++)
            {
                double value = view.Pixels.Encoding == ColorEncoding.Linear ? SrgbCurve.Encode(rgba[c]) : rgba[c];
                image.Samples[(3 * i) + c] = (float)((value * rgba[3]) + (background[c] * (1 - rgba[3])));
            }
        }
        return image;
    }
}
