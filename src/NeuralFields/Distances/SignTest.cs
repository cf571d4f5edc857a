namespace NeuralFields.Distances;

/// <summary>Decides which places are inside a surface.</summary>
internal abstract class SignTest : IDisposable
{
    /// <summary>Negates the distances of places inside.</summary>
    public abstract void Apply(QueryChunk chunk);

    /// <summary>[triangles] whether a triangle's front faces inwards; empty where fronts do not matter.</summary>
    public virtual ReadOnlySpan<bool> Turned => default;

    /// <summary>Gives memory back.</summary>
    public abstract void Dispose();
}
