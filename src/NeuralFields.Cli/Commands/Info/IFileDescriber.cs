namespace NeuralFields.Cli.Commands.Info;

/// <summary>Says what is in one kind of file.</summary>
internal interface IFileDescriber
{
    /// <summary>Whether a file is of this kind, by its name or its first bytes.</summary>
    bool Accepts(string path);

    /// <summary>Prints the file's contents.</summary>
    /// <exception cref="InputException">It is broken.</exception>
    void Describe(string path, Terminal terminal);
}
