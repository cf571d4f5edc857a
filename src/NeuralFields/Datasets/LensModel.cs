using System.Collections.Immutable;
using NeuralFields.Rendering.Cameras;
using static NeuralFields.Datasets.LensParameter;

namespace NeuralFields.Datasets;

/// <summary>A lens model by its name in COLMAP, and the order of its numbers there.</summary>
/// <param name="Name">COLMAP's name, which nerfstudio uses too.</param>
/// <param name="ColmapId">COLMAP's number in binary files.</param>
/// <param name="Projection">The plane that is distorted.</param>
/// <param name="Parameters">What each number means.</param>
public sealed record LensModel(
    string Name, int ColmapId, LensProjection Projection, ImmutableArray<LensParameter> Parameters)
{
    private static readonly (int Id, string Name)[] s_absent =
    [
        (7, "FOV"), (11, "RAD_TAN_THIN_PRISM_FISHEYE"), (12, "SIMPLE_DIVISION"), (13, "DIVISION"), (16, "EUCM"),
    ];

    /// <summary>The models that are read. Another special case of <see cref="LensDistortion"/> takes a line.</summary>
    public static ImmutableArray<LensModel> All { get; } =
    [
        Perspective("SIMPLE_PINHOLE", 0, Focal, CenterX, CenterY),
        Perspective("PINHOLE", 1, FocalX, FocalY, CenterX, CenterY),
        Perspective("SIMPLE_RADIAL", 2, Focal, CenterX, CenterY, K1),
        Perspective("RADIAL", 3, Focal, CenterX, CenterY, K1, K2),
        Perspective("OPENCV", 4, FocalX, FocalY, CenterX, CenterY, K1, K2, P1, P2),
        Fisheye("OPENCV_FISHEYE", 5, FocalX, FocalY, CenterX, CenterY, K1, K2, K3, K4),
        Perspective("FULL_OPENCV", 6, FocalX, FocalY, CenterX, CenterY, K1, K2, P1, P2, K3, D1, D2, D3),
        Fisheye("SIMPLE_RADIAL_FISHEYE", 8, Focal, CenterX, CenterY, K1),
        Fisheye("RADIAL_FISHEYE", 9, Focal, CenterX, CenterY, K1, K2),
        Fisheye("THIN_PRISM_FISHEYE", 10, FocalX, FocalY, CenterX, CenterY, K1, K2, P1, P2, K3, K4, S1, S2),
        Fisheye("SIMPLE_FISHEYE", 14, Focal, CenterX, CenterY),
        Fisheye("FISHEYE", 15, FocalX, FocalY, CenterX, CenterY),
    ];

    /// <summary>The model of a COLMAP number.</summary>
    /// <exception cref="InputException">It is not read; the message names it where it is known.</exception>
    public static LensModel Find(int colmapId)
        => All.FirstOrDefault(m => m.ColmapId == colmapId)
            ?? throw Absent(Array.Find(s_absent, a => a.Id == colmapId).Name ?? $"number {colmapId}");

    /// <summary>The model of a COLMAP name.</summary>
    /// <exception cref="InputException">It is not read.</exception>
    public static LensModel Find(string name) => All.FirstOrDefault(m => m.Name == name) ?? throw Absent(name);

    /// <summary>The lens of a camera with this model.</summary>
    /// <param name="width">Pixels per row.</param>
    /// <param name="height">Rows.</param>
    /// <param name="values">A number per parameter, lengths in pixels.</param>
    /// <exception cref="InputException">A number is not finite, or a focal length not above 0.</exception>
    public ViewLens Lens(int width, int height, ReadOnlySpan<double> values)
    {
        Shape.Require(values.Length, Parameters.Length, "one value per parameter");
        double[] all = new double[(int)S2 + 1];
        for (int i = 0; i < values.Length; i++) all[(int)Parameters[i]] = values[i];
        double focalX = all[(int)Focal] + all[(int)FocalX], focalY = all[(int)Focal] + all[(int)FocalY];
        CameraLens pinhole = new(width, height, focalX, focalY, all[(int)CenterX], all[(int)CenterY]);
        return new(pinhole, new LensDistortion(Projection)
        {
            K1 = all[(int)K1],
            K2 = all[(int)K2],
            K3 = all[(int)K3],
            K4 = all[(int)K4],
            D1 = all[(int)D1],
            D2 = all[(int)D2],
            D3 = all[(int)D3],
            P1 = all[(int)P1],
            P2 = all[(int)P2],
            S1 = all[(int)S1],
            S2 = all[(int)S2],
        });
    }

    private static LensModel Perspective(string name, int id, params ReadOnlySpan<LensParameter> parameters)
        => new(name, id, LensProjection.Perspective, [.. parameters]);

    private static LensModel Fisheye(string name, int id, params ReadOnlySpan<LensParameter> parameters)
        => new(name, id, LensProjection.Equidistant, [.. parameters]);

    private static InputException Absent(string name) => new(
        $"the lens model {name} is not read, expected {string.Join(", ", All.Select(m => m.Name))}; " +
        "undistort the pictures with colmap image_undistorter.");
}
