using System.Collections.Immutable;
using NeuralFields.Cli.Rendering;
using NeuralFields.Datasets;
using NeuralFields.Images;
using NeuralFields.Scenes;

namespace NeuralFields.Cli.Viewing;

/// <summary>What a field was made from, to be compared with it.</summary>
internal abstract record ViewPhotographs
{
    /// <summary>Nothing is known.</summary>
    public static ViewPhotographs None { get; } = new Unknown();

    /// <summary>The photograph of a camera of the field; null where there is none.</summary>
    /// <param name="frame">The field's cameras; null for pictures.</param>
    /// <param name="number">The camera's number.</param>
    public abstract Image? At(RadianceFrame? frame, int number);

    private sealed record Unknown : ViewPhotographs
    {
        public override Image? At(RadianceFrame? frame, int number) => null;
    }
}

/// <summary>One picture.</summary>
internal sealed record OnePhotograph(Image Image) : ViewPhotographs
{
    public override Image? At(RadianceFrame? frame, int number) => number == 0 ? Image : null;
}

/// <summary>The photographs of a scene.</summary>
internal sealed record ManyPhotographs(ImmutableArray<LoadedView> Views) : ViewPhotographs
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
