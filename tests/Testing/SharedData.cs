namespace NeuralFields.Testing;

/// <summary>Finds the repository and the optional folder of public inputs that stands beside it.</summary>
public static class SharedData
{
    /// <summary>The repository root: the folder that holds NeuralFields.sln.</summary>
    public static string Repository { get; } = FindRepository();

    /// <summary>The folder of inputs beside the repository, or null where it is absent.</summary>
    public static string? Folder { get; } =
        Directory.Exists(Path.Combine(Repository, "..", "shared", "data"))
            ? Path.GetFullPath(Path.Combine(Repository, "..", "shared", "data"))
            : null;

    /// <summary>The path of one input, or null where the folder or the file is absent.</summary>
    public static string? Find(params string[] parts)
    {
        if (Folder is null) return null;
        string path = Path.Combine([Folder, .. parts]);
        return File.Exists(path) || Directory.Exists(path) ? path : null;
    }

    private static string FindRepository()
    {
        for (DirectoryInfo? d = new(AppContext.BaseDirectory); d is not null; d = d.Parent)
            if (File.Exists(Path.Combine(d.FullName, "NeuralFields.sln"))) return d.FullName;
        throw new InvalidOperationException("NeuralFields.sln was not found above " + AppContext.BaseDirectory);
    }
}
