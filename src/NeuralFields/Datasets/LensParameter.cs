namespace NeuralFields.Datasets;

/// <summary>What a number of a lens model's list means.</summary>
public enum LensParameter
{
    /// <summary>Focal length of both axes, pixels.</summary>
    Focal,

    /// <summary>Focal length across, pixels.</summary>
    FocalX,

    /// <summary>Focal length down, pixels.</summary>
    FocalY,

    /// <summary>Where the viewing axis meets the picture, across, pixels.</summary>
    CenterX,

    /// <summary>Where the viewing axis meets the picture, down, pixels.</summary>
    CenterY,

    /// <summary>See <see cref="LensDistortion.K1"/>.</summary>
    K1,

    /// <summary>See <see cref="LensDistortion.K2"/>.</summary>
    K2,

    /// <summary>See <see cref="LensDistortion.K3"/>.</summary>
    K3,

    /// <summary>See <see cref="LensDistortion.K4"/>.</summary>
    K4,

    /// <summary>See <see cref="LensDistortion.D1"/>.</summary>
    D1,

    /// <summary>See <see cref="LensDistortion.D2"/>.</summary>
    D2,

    /// <summary>See <see cref="LensDistortion.D3"/>.</summary>
    D3,

    /// <summary>See <see cref="LensDistortion.P1"/>.</summary>
    P1,

    /// <summary>See <see cref="LensDistortion.P2"/>.</summary>
    P2,

    /// <summary>See <see cref="LensDistortion.S1"/>.</summary>
    S1,

    /// <summary>See <see cref="LensDistortion.S2"/>.</summary>
    S2,
}
