namespace NeuralFields.Testing;

/// <summary>A numeric check did not hold; the message says where and by how much.</summary>
public sealed class CheckFailedException(string message) : Exception(message);
