using NeuralFields.Datasets;
using NeuralFields.Descriptions;
using NeuralFields.IO.Cameras;
using NeuralFields.Rendering.Cameras;

namespace NeuralFields.IO.Datasets.Transforms;

/// <summary>
/// The lens keys. A frame's own come before those of the file; focal lengths before angles in degrees (<c>x_fov</c>)
/// before angles in radians (<c>camera_angle_x</c>).
/// </summary>
internal sealed class TransformsLens(DescriptionNode file)
{
    private const int MaxSide = 1 << 20;
    private const double DegreesPerRadian = 180 / Math.PI;

    // nerfstudio's names of lenses that are one polynomial here; absent numbers are 0.
    private static readonly string[] s_perspective =
        ["SIMPLE_PINHOLE", "PINHOLE", "SIMPLE_RADIAL", "RADIAL", "OPENCV", "PERSPECTIVE"];

    private static readonly string[] s_fisheye =
        ["OPENCV_FISHEYE", "SIMPLE_RADIAL_FISHEYE", "RADIAL_FISHEYE", "SIMPLE_FISHEYE", "FISHEYE"];

    private const string Rational = "FULL_OPENCV";

    // The thousands of frames of one camera share one lens.
    private readonly Dictionary<ViewLens, ViewLens> _lenses = [];

    /// <summary>The lens of a frame, for the size it is stated for.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="width">Pixels per row where the file does not say.</param>
    /// <param name="height">Rows where the file does not say.</param>
    /// <exception cref="InputException">A number is absent or wrong.</exception>
    public ViewLens Of(DescriptionNode frame, int width, int height)
    {
        (int w, int h) = (Side(frame, "w", width), Side(frame, "h", height));
        double focalX = Focal(frame, "x", w), focalY = Focal(frame, "y", h);
        if (!(focalX != 0 || focalY != 0))
            throw frame.Mistake("the camera has no focal length, expected \"fl_x\" or \"camera_angle_x\".");
        CameraLens pinhole = new(w, h, focalX != 0 ? focalX : focalY, focalY != 0 ? focalY : focalX,
            Number(frame, "cx", 0.5 * w), Number(frame, "cy", 0.5 * h));
        ViewLens lens = frame.Placing(() => new ViewLens(pinhole, Distortion(frame)));
        if (!_lenses.TryGetValue(lens, out ViewLens? shared)) _lenses.Add(lens, shared = lens);
        return shared;
    }

    private LensDistortion Distortion(DescriptionNode frame)
    {
        DescriptionNode? model = Find(frame, "camera_model"), fisheye = Find(frame, "is_fisheye");
        string? name = model?.AsString("camera_model");
        bool isFisheye = name is null ? fisheye?.AsBoolean("is_fisheye") ?? false : s_fisheye.Contains(name);
        bool isRational = name == Rational;
        if (name is not null && !isFisheye && !isRational && !s_perspective.Contains(name))
            throw model!.Wrong("camera_model", $"one of {string.Join(", ", [.. s_perspective, Rational, .. s_fisheye])}");
        if (Find(frame, "distortion_params") is { } list) return OfList(list, isFisheye);
        double K(int i) => Number(frame, $"k{i}", 0);
        return new(isFisheye ? LensProjection.Equidistant : LensProjection.Perspective)
        {
            K1 = K(1),
            K2 = K(2),
            K3 = K(3),
            K4 = isRational ? 0 : K(4),
            D1 = isRational ? K(4) : 0,
            D2 = isRational ? K(5) : 0,
            D3 = isRational ? K(6) : 0,
            P1 = isFisheye ? 0 : Number(frame, "p1", 0),
            P2 = isFisheye ? 0 : Number(frame, "p2", 0),
        };
    }

    /// <summary>nerfstudio's list k1, k2, k3, k4 and p1, p2.</summary>
    private static LensDistortion OfList(DescriptionNode list, bool isFisheye)
    {
        const string key = "distortion_params";
        double[] k = [.. list.AsArray(key).Select(v => v.AsNumber(key))];
        if (k.Length is not (4 or 6)) throw list.Mistake($"{key} has {k.Length} values, expected k1, k2, k3, k4, p1, p2.");
        bool isTangential = k.Length == 6 && !isFisheye;
        return new(isFisheye ? LensProjection.Equidistant : LensProjection.Perspective)
        {
            K1 = k[0],
            K2 = k[1],
            K3 = k[2],
            K4 = k[3],
            P1 = isTangential ? k[4] : 0,
            P2 = isTangential ? k[5] : 0,
        };
    }

    /// <summary>The focal length of an axis in pixels, 0 where nothing says it.</summary>
    private double Focal(DescriptionNode frame, string axis, int side)
    {
        if (Find(frame, "fl_" + axis) is { } focal) return focal.AsNumber("fl_" + axis);
        string degrees = axis + "_fov", radians = "camera_angle_" + axis;
        return Find(frame, degrees) is { } d ? OfAngle(d, d.AsNumber(degrees), side)
            : Find(frame, radians) is { } r ? OfAngle(r, r.AsNumber(radians) * DegreesPerRadian, side) : 0;
    }

    private static double OfAngle(DescriptionNode node, double degrees, int side)
        => 0.5 * side / node.Placing(() => CameraLens.HalfHeightOf(degrees));

    private int Side(DescriptionNode frame, string key, int otherwise)
    {
        double side = Number(frame, key, otherwise);
        return side is >= 1 and <= MaxSide
            ? (int)side : throw Find(frame, key)!.Wrong(key, $"pixels from 1 to {MaxSide}");
    }

    private double Number(DescriptionNode frame, string key, double otherwise)
        => Find(frame, key)?.AsNumber(key) ?? otherwise;

    private DescriptionNode? Find(DescriptionNode frame, string key)
        => frame[key] is { Kind: not DescriptionKind.Null } own ? own
            : file[key] is { Kind: not DescriptionKind.Null } common ? common : null;
}
