using NeuralFields.Fields;
using NeuralFields.Optimizers;
using NeuralFields.Volumes;

namespace NeuralFields.Training;

/// <summary>How rays are marched, blended and regularised in training.</summary>
public sealed record RaySpec
{
    /// <summary>The space and its steps.</summary>
    public VolumeSpace Space { get; init; } = new();

    /// <summary>The transmittance below which samples are no longer seen.</summary>
    public double MinTransmittance { get; init; } = 1e-4;

    /// <summary>
    /// Weight of the loss −o·ln o of a ray's opacity o, which pulls rays to be empty or opaque; 0 for none.
    /// </summary>
    public double OpacityLoss { get; init; }

    /// <summary>Weight of the distortion loss, which pulls the weights of a ray together; 0 for none.</summary>
    public double DistortionLoss { get; init; }

    /// <summary>What of the cameras is learnt, too.</summary>
    public CameraLearning Cameras { get; init; } = new(CameraParts.None);

    /// <summary>
    /// The step before which kernels of radial bases move to where something is, and from which on their features are
    /// trained; at 0 they stay where they are.
    /// </summary>
    public long KernelStep { get; init; } = KernelRule.Step;

    /// <summary>The most rays of a step.</summary>
    public int MaxRays { get; init; } = 1 << 14;
}
