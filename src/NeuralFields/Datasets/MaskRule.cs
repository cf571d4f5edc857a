namespace NeuralFields.Datasets;

/// <summary>What the pixels of a mask say.</summary>
public enum MaskRule
{
    /// <summary>Black pixels are left out: nerfstudio's <c>mask_path</c> and COLMAP's masks.</summary>
    BlackIsLeftOut,

    /// <summary>All but black pixels are left out: instant-ngp's <c>dynamic_mask_*.png</c>.</summary>
    BlackIsKept,

    /// <summary>Its red channel, made linear, is the picture's alpha: instant-ngp's <c>*.alpha.*</c>.</summary>
    RedIsAlpha,
}
