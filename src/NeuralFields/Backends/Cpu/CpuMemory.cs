using NeuralFields.Numerics;

namespace NeuralFields.Backends.Cpu;

/// <summary>A field's parameters in the backend's own order.</summary>
internal sealed unsafe class CpuMemory : IDisposable
{
    private AlignedBuffer<float>? _weights;

    /// <summary>Where tensors lie.</summary>
    public ParameterMap Map { get; } = new();

    /// <summary>All parameters; available once every part has taken its share of the map.</summary>
    public float* Weights => (_weights ??= new(Map.Length)).Pointer;

    public void Dispose() => _weights?.Dispose();
}
