using System.Numerics;

namespace NeuralFields.Meshing;

/// <summary>A number at every place, evaluated in batches. One thread calls at a time.</summary>
public interface IScalarField
{
    /// <summary>Evaluates the field.</summary>
    /// <param name="places">[n] places.</param>
    /// <param name="values">[n] receives the values.</param>
    void Evaluate(ReadOnlySpan<Vector3> places, Span<float> values);
}

/// <summary>A field that knows its slope.</summary>
public interface IDifferentiableField : IScalarField
{
    /// <summary>Evaluates the field and its gradient.</summary>
    /// <param name="places">[n] places.</param>
    /// <param name="values">[n] receives the values.</param>
    /// <param name="gradients">[n] receives the gradients; of any length.</param>
    void Differentiate(ReadOnlySpan<Vector3> places, Span<float> values, Span<Vector3> gradients);
}

/// <summary>A field that has a colour at every place.</summary>
public interface IColoredField : IScalarField
{
    /// <summary>Evaluates the colour.</summary>
    /// <param name="places">[n] places.</param>
    /// <param name="normals">[n] unit normals of the surface there: for colours that depend on where one looks.</param>
    /// <param name="colors">[n] receives linear RGB in [0,1].</param>
    void Color(ReadOnlySpan<Vector3> places, ReadOnlySpan<Vector3> normals, Span<Vector3> colors);
}
