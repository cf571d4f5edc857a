using System.Collections.Immutable;
using NeuralFields.Tasks;

namespace NeuralFields.Presets;

/// <summary>The shape that a preset is made for.</summary>
/// <param name="IsCloud">Whether it is points without triangles.</param>
/// <param name="HasNormals">Whether its points have normals; meshes have.</param>
public readonly record struct SurfaceShape(bool IsCloud, bool HasNormals)
{
    /// <summary>Any mesh.</summary>
    public static SurfaceShape Mesh { get; } = new(IsCloud: false, HasNormals: true);
}

/// <summary>A named way to fit signed distances.</summary>
public abstract class SurfacePreset : Preset<SurfaceShape, SurfaceScene>
{
    /// <summary>All presets; the first that suits the shape is the default.</summary>
    public static ImmutableArray<SurfacePreset> All { get; } =
    [
        new SurfaceHashGridPreset(),
        new SurfaceSoftplusPreset(),
        new SurfaceSirenPreset(),
        new SurfaceNeuRbfPreset(),
        new SurfaceNeuRbfSmallPreset(),
        new SurfaceRbfSmoothPreset(),
        new SurfaceGaussianUnitsPreset(),
    ];

    /// <summary>Whether it can fit such a shape.</summary>
    public abstract bool Suits(SurfaceShape shape);

    /// <summary>A preset by name.</summary>
    /// <param name="name">The name; null for the default one.</param>
    /// <param name="shape">What it is to fit.</param>
    /// <exception cref="InputException">There is none of that name, or it does not suit the shape.</exception>
    public static SurfacePreset Find(string? name, SurfaceShape shape)
    {
        SurfacePreset preset = name is null ? All.First(p => p.Suits(shape)) : Find(All, name);
        if (preset.Suits(shape)) return preset;
        string suitable = string.Join(" or ", All.Where(p => p.Suits(shape)).Select(p => p.Name));
        string why = shape.IsCloud
            ? "needs exact distances, which a point cloud does not have"
            : "learns from points without distances, and a mesh has them";
        throw new InputException($"--preset {name} {why}, expected {suitable}.");
    }
}
