namespace NeuralFields.Training;

/// <summary>
/// Samples that come again: of the first ones of a batch, every <paramref name="Uses"/>-th is new, and each other one is
/// the sample before it, <paramref name="Lag"/> steps ago. What follows from places alone can be kept for them.
/// </summary>
/// <param name="Samples">How many samples of a batch are so; a multiple of <paramref name="Uses"/>.</param>
/// <param name="Uses">How often a sample comes.</param>
/// <param name="Lag">Steps from one time to the next; 0 where no sample comes again.</param>
public readonly record struct SampleReuse(int Samples, int Uses, int Lag)
{
    /// <summary>Whether a sample of a batch was not in an earlier one.</summary>
    /// <param name="sample">Its number in the batch.</param>
    public bool IsNew(int sample) => sample >= Samples || sample % Uses == 0;
}
