using NeuralFields.Descriptions;
using NeuralFields.Presets;
using NeuralFields.Scenes;

namespace NeuralFields.IO.Scenes;

/// <summary>A mesh or point cloud to fit.</summary>
/// <param name="Contents">What the file holds.</param>
public sealed record SurfaceData(SurfaceContents Contents) : SceneData
{
    /// <inheritdoc/>
    public override Scene OfPreset(string? name) => Scene.OfPreset(name, Contents switch
    {
        SurfaceContents.Cloud cloud => new SurfaceShape(IsCloud: true, cloud.Points.Normals is not null),
        _ => SurfaceShape.Mesh,
    });

    /// <summary>Reads the file that a scene names.</summary>
    internal static SurfaceData Read(string path, DescriptionNode scene) => new(SurfaceFile.Read(path));
}
