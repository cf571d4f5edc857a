namespace NeuralFields.Testing;

/// <summary>Compares a text that a program makes with the one in the repository.</summary>
public static class TextSnapshot
{
    private const string UpdateVariable = "NF_UPDATE_SNAPSHOTS";

    /// <summary>Fails where they differ; with NF_UPDATE_SNAPSHOTS=1 writes the file instead.</summary>
    /// <param name="actual">The text as it is made now, with line feeds.</param>
    /// <param name="parts">The file below the repository.</param>
    /// <exception cref="CheckFailedException">They differ; the message names the first line.</exception>
    public static void Check(string actual, params string[] parts)
    {
        string path = Path.Combine([SharedData.Repository, .. parts]);
        if (Environment.GetEnvironmentVariable(UpdateVariable) == "1")
        {
            File.WriteAllText(path, actual);
            return;
        }
        string[] expected = File.Exists(path) ? File.ReadAllText(path).Split('\n') : [], now = actual.Split('\n');
        IEnumerable<int> lines = Enumerable.Range(0, Math.Max(expected.Length, now.Length));
        int line = lines.FirstOrDefault(i => At(expected, i) != At(now, i), -1);
        if (line < 0) return;
        throw new CheckFailedException(
            $"{string.Join('/', parts)}({line + 1}) is stale — " +
            $"got \"{At(now, line)}\", the file has \"{At(expected, line)}\". " +
            $"If the change is meant, run the test with {UpdateVariable}=1 and commit the file.");
    }

    private static string At(string[] lines, int index)
        => index < lines.Length ? lines[index].TrimEnd('\r') : "(nothing)";
}
