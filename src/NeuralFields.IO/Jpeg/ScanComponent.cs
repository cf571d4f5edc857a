namespace NeuralFields.IO.Jpeg;

/// <summary>One component's part in a scan.</summary>
internal sealed class ScanComponent
{
    /// <summary>Its place in the scan.</summary>
    public required int Index { get; init; }

    /// <summary>The component.</summary>
    public required Component Component { get; init; }

    /// <summary>Slot of the table for mean values.</summary>
    public required int DcSlot { get; init; }

    /// <summary>Slot of the table for all other coefficients.</summary>
    public required int AcSlot { get; init; }

    /// <summary>The last mean value, which the next one is coded against.</summary>
    public int Predictor { get; set; }
}
