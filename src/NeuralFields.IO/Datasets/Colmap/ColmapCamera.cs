using NeuralFields.Datasets;

namespace NeuralFields.IO.Datasets.Colmap;

/// <summary>A camera of a sparse model.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Lens">Its lens, for full-size images.</param>
internal sealed record ColmapCamera(int Id, ViewLens Lens)
{
    private const ulong MaxSide = 1 << 20;

    /// <summary>A camera of numbers as files hold them.</summary>
    public static ColmapCamera Of(int id, LensModel model, ulong width, ulong height, ReadOnlySpan<double> values)
    {
        if (width is 0 or > MaxSide || height is 0 or > MaxSide)
            throw new InputException($"camera {id} is of {width}×{height} pixels, expected 1 to {MaxSide} each.");
        try
        {
            return new(id, model.Lens((int)width, (int)height, values));
        }
        catch (InputException e)
        {
            throw e.At($"camera {id}");
        }
    }
}
