namespace NeuralFields;

/// <summary>
/// The user's mistake: a broken file, an unknown key, a value out of range. Its message is one line that says where,
/// what is wrong, what was got, what was expected and what to do. <c>nf</c> prints it and ends with exit code 2.
/// </summary>
public sealed class InputException : Exception
{
    /// <summary>A mistake described by one line.</summary>
    public InputException(string message) : base(message) { }

    /// <summary>A mistake described by one line, found through another exception.</summary>
    public InputException(string message, Exception inner) : base(message, inner) { }

    /// <summary>The same mistake with the place (usually a file) put before it.</summary>
    public InputException At(string place) => new($"{place}: {Message}", this);
}
