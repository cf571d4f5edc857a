namespace NeuralFields.IO.Tests;

/// <summary>What a refused input is told.</summary>
internal static class Refusal
{
    public static void AssertSays(string why, Action act) =>
        Assert.Contains(why, Assert.Throws<InputException>(act).Message, StringComparison.Ordinal);
}
