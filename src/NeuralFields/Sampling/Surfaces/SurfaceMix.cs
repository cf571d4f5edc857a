namespace NeuralFields.Sampling;

/// <summary>Where the samples of a surface lie. The parts are relative to their sum.</summary>
/// <param name="Surface">On the surface.</param>
/// <param name="Near">Beside it.</param>
/// <param name="Uniform">Anywhere in the domain.</param>
/// <param name="NearSigma">
/// Standard deviation of the samples beside the surface, as a part of the shape's longest side.
/// </param>
public readonly record struct SurfaceMix(double Surface, double Near, double Uniform, double NearSigma)
{
    /// <summary>Samples of each kind in a batch; what is left over by rounding is on the surface.</summary>
    /// <param name="batch">Samples of the batch.</param>
    public (int Surface, int Near, int Uniform) Split(int batch)
    {
        double sum = Surface + Near + Uniform;
        int near = (int)(batch * Near / sum), uniform = (int)(batch * Uniform / sum);
        return (batch - near - uniform, near, uniform);
    }
}
