namespace NeuralFields.Sampling;

/// <summary>What lies behind the scene in training.</summary>
public enum RayBackground
{
    /// <summary>A new colour for every ray, so that what is transparent must be empty.</summary>
    Random,

    /// <summary>White.</summary>
    White,

    /// <summary>Black.</summary>
    Black,
}
