using NeuralFields.Datasets;

namespace NeuralFields.IO.Datasets;

/// <summary>A format of photographs with known cameras.</summary>
public interface IPosedDatasetFormat
{
    /// <summary>The format's usual name.</summary>
    string Name { get; }

    /// <summary>What a folder or file must hold to be of this format, for messages.</summary>
    string Expectation { get; }

    /// <summary>The file or folder that holds the cameras, or null where there is none of this format.</summary>
    /// <param name="path">An existing folder or file that the user names.</param>
    string? Locate(string path);

    /// <summary>Reads cameras and the headers of photographs.</summary>
    /// <param name="located">What <see cref="Locate"/> gave.</param>
    /// <param name="options">Choices.</param>
    /// <exception cref="InputException">The data set is broken or needs what is not supported.</exception>
    PosedDataset Read(string located, DatasetOptions options);
}
