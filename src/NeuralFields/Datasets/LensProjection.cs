namespace NeuralFields.Datasets;

/// <summary>How directions come onto the plane that a lens then distorts; z looks forward, x right, y down.</summary>
public enum LensProjection
{
    /// <summary>(x/z, y/z): a pinhole. What is behind the camera has no place.</summary>
    Perspective,

    /// <summary>θ·(x, y)/√(x² + y²) with the angle θ from the viewing axis: a fisheye, up to 180° from the axis.</summary>
    Equidistant,
}
