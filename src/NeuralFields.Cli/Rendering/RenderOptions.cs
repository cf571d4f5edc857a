using System.CommandLine;
using System.Globalization;
using NeuralFields.Cli.Options;
using NeuralFields.Images;
using NeuralFields.IO;
using NeuralFields.Rendering;
using NeuralFields.Rendering.Cameras;

namespace NeuralFields.Cli.Rendering;

/// <summary>The options of <c>nf render</c>, over all tasks; each task says which of them it takes.</summary>
internal static class RenderOptions
{
    private const int MaxSamplesPerPixel = 4096, MaxFrames = 100_000;

    public static Option<string?> Output { get; } =
        OptionOf.Text("--output", "FILE", "Picture: .png, .pfm, .hdr or .exr.", "-o");

    public static Option<(int Width, int Height)?> Size { get; } = OptionOf.Value<(int, int)?>(
        "--size", "WxH", "Pixels of the result; the trained picture's or camera file's where not given, else 640x480.",
        text => ParseSize(text));

    public static Option<ImageRegion?> Region { get; } = OptionOf.Value<ImageRegion?>(
        "--region", "x0,y0,x1,y1", "Pictures: the part that is rendered, 0 to 1, y down.", text => ImageRegion.Parse(text));

    public static Option<long?> Samples { get; } =
        OptionOf.Whole("--spp", "N", "Samples per pixel, averaged; 1 where not given.", 1, MaxSamplesPerPixel);

    public static Option<double?> Azimuth { get; } = OptionOf.Between(
        "--azimuth", "DEGREES", "Camera around the up axis: 0 sees the front, positive goes to its right; 30.", -3600, 3600);

    public static Option<double?> Elevation { get; } =
        OptionOf.Between("--elevation", "DEGREES", "Camera above the horizon; 20.", -90, 90);

    public static Option<double?> Distance { get; } = OptionOf.Number(
        "--distance", "D", "Camera from the middle, in the shape's units; the whole shape is seen where not given.", 0);

    public static Option<double?> FieldOfView { get; } =
        OptionOf.Between("--fov", "DEGREES", "Vertical field of view; 35.", 1, 170);

    public static Option<UpAxis?> Up { get; } = OptionOf.Value<UpAxis?>(
        "--up", "y|z", "What is up in the shape's frame: y (default) with the front at +z, or z with the front at -y.",
        text => ParseUp(text));

    public static Option<string?> Camera { get; } = OptionOf.Text(
        "--camera", "FILE", "First camera of a JSON file: nerfstudio or instant-ngp camera path, transforms.json.");

    public static Option<string?> Path { get; } =
        OptionOf.Text("--path", "FILE", "All cameras of such a file, a frame each; needs --frames.");

    public static Option<string?> Frames { get; } = OptionOf.Text(
        "--frames", "DIR|FILE.mp4", "Film as frame_00001.png … or video (with ffmpeg): --path, else once around the shape.");

    public static Option<long?> FrameCount { get; } =
        OptionOf.Whole("--frame-count", "N", "Frames of the turn without --path; 120.", 1, MaxFrames);

    public static Option<double?> FramesPerSecond { get; } =
        OptionOf.Between("--fps", "N", "Frames per second of a video; the path's, else 30.", 1, 240);

    public static Option<string?> Depth { get; } = OptionOf.Text(
        "--depth", "FILE", "Distance along the viewing axis in the shape's units, 0 for nothing: .pfm, .exr; .png in colours.");

    public static Option<string?> Normals { get; } = OptionOf.Text(
        "--normals", "FILE", "Normals in the shape's frame: .pfm, .exr; .png as n/2 + 1/2.");

    public static Option<string?> Opacity { get; } =
        OptionOf.Text("--opacity", "FILE", "The covered part of each pixel, 0 to 1: .png, .pfm or .exr.");

    public static Option<Background?> Background { get; } = OptionOf.Value(
        "--background", "COLOR", "studio (default, a light gradient), transparent, white, black, grey, #rgb or #rrggbb.",
        NeuralFields.Rendering.Background.Parse);

    public static Option<long?> View { get; } =
        OptionOf.Whole("--view", "N", "Radiance fields: the camera of a photograph of the data set.", 0);

    public static Option<bool> Compare { get; } =
        OptionOf.Flag("--compare", "Radiance fields: photograph, field and difference side by side; needs --view and --data.");

    public static Option<string?> Data { get; } =
        OptionOf.Text("--data", "FOLDER", "The photographs for --compare: the data set that the field was made from.");

    /// <summary>Files beside the picture.</summary>
    public static IReadOnlyList<Option<string?>> Layers { get; } = [Depth, Normals, Opacity];

    /// <summary>All of them, in the order of the help.</summary>
    public static IReadOnlyList<Option> All { get; } =
    [
        Output, Size, Region, View, Camera, Path, Azimuth, Elevation, Distance, FieldOfView, Up, Frames, FrameCount,
        FramesPerSecond, Depth, Normals, Opacity, Compare, Data, Samples, Background,
    ];

    private static (int Width, int Height) ParseSize(string text)
    {
        string[] parts = text.Split('x');
        if (parts.Length == 2 && Side(parts[0]) is { } width && Side(parts[1]) is { } height
            && (long)width * height <= ImageLimits.Default.MaxPixels) return (width, height);
        throw new InputException(
            $"{text} is no size, expected WIDTHxHEIGHT, such as 640x480, at most {ImageLimits.Default.MaxPixels} pixels.");
    }

    private static int? Side(string text)
        => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int side) && side >= 1 ? side : null;

    private static UpAxis ParseUp(string text) => text switch
    {
        "y" => UpAxis.Y,
        "z" => UpAxis.Z,
        _ => throw new InputException($"{text} is no axis, expected y or z."),
    };
}
