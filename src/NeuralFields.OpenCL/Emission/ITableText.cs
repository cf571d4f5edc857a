namespace NeuralFields.OpenCL.Emission;

/// <summary>A part of an encoding with trained tables, whose features a kernel of their own writes to the batch.</summary>
internal interface ITableText
{
    /// <summary>The prefix of its functions.</summary>
    string Name { get; }

    /// <summary>The coordinate of the batch that it reads first.</summary>
    int InputRow { get; }

    /// <summary>Where its parameters start.</summary>
    int FirstParameter { get; }

    /// <summary>The row of scratch where the gradient of its features starts.</summary>
    int GradientRow { get; }

    /// <summary>The row of the batch's features that is its first.</summary>
    int FeatureRow { get; }

    /// <summary>Features.</summary>
    int OutputCount { get; }

    /// <summary>Rows of a batch that it takes.</summary>
    int RowCount { get; }

    /// <summary>Tables that kernels go through one by one.</summary>
    int LevelCount { get; }

    /// <summary>The template of the features of a level.</summary>
    string LevelTemplate { get; }

    /// <summary>The template of the gradient of a level.</summary>
    string ScatterTemplate { get; }

    /// <summary>The argument of kernels that it reads its tables from.</summary>
    string Source { get; }

    /// <summary>What its templates have to know.</summary>
    Dictionary<string, string> Places();
}
