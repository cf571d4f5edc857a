namespace NeuralFields.Viewer;

/// <summary>A picture of a field that is painted bit by bit.</summary>
public abstract class FieldCanvas
{
    /// <summary>Pixels per row.</summary>
    public abstract int Width { get; }

    /// <summary>Rows.</summary>
    public abstract int Height { get; }

    /// <summary>All pixels in the order of painting.</summary>
    public abstract ReadOnlyMemory<int> Order { get; }

    /// <summary>Samples per pixel of the pixels that are painted again at rest.</summary>
    public abstract int FineSamples { get; }

    /// <summary>Paints pixels.</summary>
    /// <param name="pixels">A part of <see cref="Order"/>, or of <see cref="Edges"/> with more samples.</param>
    /// <param name="samples">Samples per pixel.</param>
    /// <param name="cancellation">Ends the work between two batches.</param>
    public abstract void Paint(ReadOnlyMemory<int> pixels, int samples, CancellationToken cancellation);

    /// <summary>The pixels that one sample does not do justice to, once all are painted.</summary>
    public abstract ReadOnlyMemory<int> Edges();

    /// <summary>Writes painted pixels as a screen takes them.</summary>
    /// <param name="pixels">The pixels.</param>
    /// <param name="frame">A picture of this size.</param>
    public abstract void Write(ReadOnlySpan<int> pixels, Frame frame);
}
