using NeuralFields.Numerics;

namespace NeuralFields.Backends.Cpu;

/// <summary>A worker's numbers about the samples and rays of the tile at hand.</summary>
internal sealed unsafe class RayScratch : IDisposable
{
    private readonly AlignedBuffer<float> _samples, _rays = new(9 * RayTile.MaxRays);
    private readonly AlignedBuffer<int> _counts = new(RayTile.MaxRays);
    private readonly int _stride;

    /// <summary>A worker's memory.</summary>
    /// <param name="stride">Columns of a tile, padded.</param>
    public RayScratch(int stride) => (_stride, _samples) = (stride, new(4L * stride));

    /// <summary>[samples] exp(−σδ).</summary>
    public float* Passing => _samples.Pointer;

    /// <summary>[samples] weights.</summary>
    public float* Weights => _samples.Pointer + _stride;

    /// <summary>[samples] transmittances behind.</summary>
    public float* Behind => _samples.Pointer + (2 * _stride);

    /// <summary>[samples] derivatives by the weights.</summary>
    public float* ByWeight => _samples.Pointer + (3 * _stride);

    /// <summary>[rays] samples that are used.</summary>
    public int* Counts => _counts.Pointer;

    /// <summary>[rays] a channel of the colours.</summary>
    public float* Prediction(int channel) => _rays.Pointer + (channel * RayTile.MaxRays);

    /// <summary>[rays] a channel of what the colours should be.</summary>
    public float* Target(int channel) => _rays.Pointer + ((3 + channel) * RayTile.MaxRays);

    /// <summary>[rays] derivatives by a channel of the colours.</summary>
    public float* Gradient(int channel) => _rays.Pointer + ((6 + channel) * RayTile.MaxRays);

    public void Dispose()
    {
        _samples.Dispose();
        _rays.Dispose();
        _counts.Dispose();
    }
}
