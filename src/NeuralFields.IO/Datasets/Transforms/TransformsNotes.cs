using System.Collections.Immutable;
using NeuralFields.Descriptions;

namespace NeuralFields.IO.Datasets.Transforms;

/// <summary>Which keys are read, which are passed over with a note, and which cannot be passed over.</summary>
internal sealed class TransformsNotes
{
    private const int NamesInNote = 12;

    private static readonly ImmutableHashSet<string> s_lens =
    [
        "camera_angle_x", "camera_angle_y", "x_fov", "y_fov", "fl_x", "fl_y", "cx", "cy", "w", "h", "k1", "k2", "k3", "k4",
        "k5", "k6", "p1", "p2", "distortion_params", "is_fisheye", "camera_model",
    ];

    private static readonly ImmutableHashSet<string> s_file = s_lens.Union(
    [
        "frames", "aabb_scale", "scale", "offset", "aabb", "up", "n_frames", "sharpness_discard_threshold", "from_mitsuba",
        "normal_mts_args", "applied_transform", "applied_scale", "train_filenames", "val_filenames", "test_filenames",
        "white_transparent", "black_transparent", "enable_ray_loading",
    ]);

    private static readonly ImmutableHashSet<string> s_frame =
        s_lens.Union(["file_path", "transform_matrix", "sharpness", "mask_path", "rotation", "colmap_im_id"]);

    // Leaving one of these out would show a scene that is wrong.
    private static readonly (string Key, string Why)[] s_refused =
    [
        ("ftheta_p0", "f-theta lenses are not read"), ("latlong", "latitude-longitude pictures are not read"),
        ("equirectangular", "equirectangular pictures are not read"),
        ("orthographic", "orthographic cameras are not read"), ("envmap", "environment maps are not read"),
        ("transform_matrix_start", "cameras that move during the exposure are not read"),
    ];

    private readonly SortedSet<string> _ignored = new(StringComparer.Ordinal);

    /// <summary>Looks at the keys of the file.</summary>
    /// <exception cref="InputException">A key needs what is not supported.</exception>
    public void SeeFile(DescriptionNode file) => See(file, s_file);

    /// <summary>Looks at the keys of a frame.</summary>
    /// <exception cref="InputException">A key needs what is not supported.</exception>
    public void SeeFrame(DescriptionNode frame) => See(frame, s_frame);

    /// <summary>What to tell the user.</summary>
    public IEnumerable<string> Lines()
    {
        if (_ignored.Count == 0) yield break;
        string names = string.Join(", ", _ignored.Take(NamesInNote));
        yield return $"keys without effect here: {names}{(_ignored.Count > NamesInNote ? " and others" : "")}.";
    }

    private void See(DescriptionNode node, ImmutableHashSet<string> known)
    {
        foreach ((string key, string why) in s_refused)
            if (node[key] is { } value && !IsOff(value)) throw value.Mistake($"{key}: {why}; remove the key if it is wrong.");
        foreach ((string key, _) in node.Members)
            if (!known.Contains(key) && _ignored.Count <= NamesInNote) _ignored.Add(Readable(key));
    }

    private static bool IsOff(DescriptionNode value)
        => value.Kind == DescriptionKind.Null || (value.Kind is DescriptionKind.Boolean && value.Text == "false");

    private static string Readable(string key)
        => string.Concat(key.Take(40).Select(c => char.IsControl(c) ? '?' : c));
}
