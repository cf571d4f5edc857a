using NeuralFields.Cli.Commands;
using NeuralFields.Images;
using NeuralFields.IO;
using NeuralFields.Rendering;

namespace NeuralFields.Cli.Rendering;

/// <summary>The files that one view is written to.</summary>
internal sealed class ViewFiles
{
    private readonly List<(string File, ViewLayers Layer, Func<RenderedView, Image> Make)> _files = [];

    /// <summary>What has to be rendered for them.</summary>
    public ViewLayers Layers => _files.Aggregate(ViewLayers.None, (layers, file) => layers | file.Layer);

    /// <summary>The first file's name.</summary>
    public string First => _files[0].File;

    /// <summary>Reads the options.</summary>
    /// <param name="invocation">The command line.</param>
    /// <param name="usual">The background where none is given.</param>
    public static ViewFiles Read(Invocation invocation, Background usual)
    {
        ViewFiles files = new();
        Background background = invocation.Get(RenderOptions.Background) ?? usual;
        files.Add(invocation.Get(RenderOptions.Output), LayersOf(background), v => v.ToImage(background));
        files.AddFloats(invocation.Get(
            RenderOptions.Depth), ViewLayers.Depth, v => v.ToDepthImage(), v => v.ToColoredDepthImage());
        files.AddFloats(invocation.Get(
            RenderOptions.Normals), ViewLayers.Normals, v => v.ToNormalImage(), v => v.ToColoredNormalImage());
        files.AddFloats(invocation.Get(
            RenderOptions.Opacity), ViewLayers.None, v => v.ToOpacityImage(), v => v.ToOpacityImage());
        return files;
    }

    /// <summary>What a picture over a background is made of.</summary>
    public static ViewLayers LayersOf(Background background)
        => background.IsTransparent ? ViewLayers.Color : ViewLayers.Color | ViewLayers.Shadow;

    /// <summary>Writes all files.</summary>
    /// <exception cref="InputException">One cannot be written.</exception>
    public void Write(RenderedView view)
    {
        foreach ((string file, _, Func<RenderedView, Image> make) in _files) ImageFile.Write(file, make(view));
    }

    /// <summary>A layer of numbers: as it is where the format holds floats, as colours in PNG.</summary>
    private void AddFloats(
        string? file, ViewLayers layer, Func<RenderedView, Image> numbers, Func<RenderedView, Image> colors)
        => Add(file, layer, Path.GetExtension(file) is { } ending && ending.Equals(".png", StringComparison.OrdinalIgnoreCase)
            ? colors : numbers);

    private void Add(string? file, ViewLayers layer, Func<RenderedView, Image> make)
    {
        if (file is not null) _files.Add((file, layer, make));
    }
}
