using System.Collections.Immutable;
using System.Numerics;
using NeuralFields.Cli.Rendering;
using NeuralFields.Datasets;
using NeuralFields.Distances;
using NeuralFields.Geometry;
using NeuralFields.Images;
using NeuralFields.Scenes;
using NeuralFields.Viewer;

namespace NeuralFields.Cli.Viewing;

/// <summary>What a field was made from, to be compared with it.</summary>
internal abstract record ViewData
{
    /// <summary>Nothing is known.</summary>
    public static ViewData None { get; } = new Unknown();

    /// <summary>The photograph of a camera of the field; null where there is none.</summary>
    /// <param name="frame">The field's cameras; null for pictures.</param>
    /// <param name="number">The camera's number.</param>
    public abstract Image? At(RadianceFrame? frame, int number);

    /// <summary>How far places of a shape's frame are from the shape; null where none is known.</summary>
    public virtual DeviationReader? Deviation => null;

    private sealed record Unknown : ViewData
    {
        public override Image? At(RadianceFrame? frame, int number) => null;
    }
}

/// <summary>One picture.</summary>
internal sealed record OnePhotograph(Image Image) : ViewData
{
    public override Image? At(RadianceFrame? frame, int number) => number == 0 ? Image : null;
}

/// <summary>A mesh.</summary>
internal sealed record OneShape(TriangleMesh Mesh, int Threads) : ViewData
{
    private readonly Lazy<TriangleTree> _tree = new(() => new(Mesh));

    public override DeviationReader Deviation => (places, deviations) =>
    {
        Vector3[] own = new Vector3[places.Length];
        for (int i = 0; i < own.Length; i++) own[i] = (places[i] - Mesh.Origin).ToVector3();
        _tree.Value.Query(own, deviations, threads: Threads);
    };

    public override Image? At(RadianceFrame? frame, int number) => null;
}

/// <summary>The photographs of a scene.</summary>
internal sealed record ManyPhotographs(ImmutableArray<LoadedView> Views) : ViewData
{
    private readonly Dictionary<int, Image?> _known = [];

    public override Image? At(RadianceFrame? frame, int number)
    {
        if (frame is null) return null;
        if (_known.TryGetValue(number, out Image? image)) return image;
        LoadedView? view = Views.FirstOrDefault(v => v.View.Name == frame.Views[number].Name);
        return _known[number] =
            view is null ? null : RadianceViews.Photograph(view, RadianceViews.BackgroundOf(frame).Top);
    }
}
