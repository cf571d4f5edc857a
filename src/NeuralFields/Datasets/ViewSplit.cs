namespace NeuralFields.Datasets;

/// <summary>What a photograph is for.</summary>
public enum ViewSplit
{
    /// <summary>The field is trained on it.</summary>
    Train,

    /// <summary>For choosing settings; never trained on.</summary>
    Validation,

    /// <summary>For the final judgement; never trained on.</summary>
    Test,
}
