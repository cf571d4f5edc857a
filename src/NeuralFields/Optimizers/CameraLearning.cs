namespace NeuralFields.Optimizers;

/// <summary>What of the cameras is learnt beside a radiance field.</summary>
[Flags]
public enum CameraParts
{
    /// <summary>Cameras stay as they are given.</summary>
    None = 0,

    /// <summary>Where each camera stands and how it is turned.</summary>
    Pose = 1,

    /// <summary>The focal length, by one factor for all cameras.</summary>
    Focal = 2,

    /// <summary>A factor on each camera's red, green and blue as coded in sRGB.</summary>
    Exposure = 4,
}

/// <summary>How cameras are learnt.</summary>
/// <param name="Parts">What of them.</param>
/// <param name="Rate">
/// The largest change per update, in radians, units of the field's space, and parts of 1; it falls with the learning rate.
/// </param>
public sealed record CameraLearning(CameraParts Parts, double Rate = 1e-3);
