namespace NeuralFields.Viewer;

/// <summary>What of a field is shown.</summary>
public enum ViewMode
{
    /// <summary>As it looks: lit, or in its own colours.</summary>
    Shaded,

    /// <summary>Directions of surfaces, n·½ + ½.</summary>
    Normals,

    /// <summary>Distance along the viewing axis; bright is near.</summary>
    Depth,

    /// <summary>The part of the background that is hidden; white is all.</summary>
    Opacity,

    /// <summary>Places along each ray that the field was asked for; bright is many.</summary>
    Steps,

    /// <summary>Difference to the data.</summary>
    Error,
}

/// <summary>How light becomes what a screen can show.</summary>
public enum ToneCurve
{
    /// <summary>Light above white is clipped.</summary>
    Clip,

    /// <summary>x/(1 + x), Reinhard et al. 2002, eq. 3.</summary>
    Reinhard,

    /// <summary>A film's curve with toe and shoulder.</summary>
    Film,
}

/// <summary>What of the data stands in the picture's place.</summary>
public enum Comparison
{
    /// <summary>Nothing: the field is seen.</summary>
    None,

    /// <summary>The photograph taken from here.</summary>
    Photograph,

    /// <summary>Where field and photograph differ.</summary>
    Difference,
}
