using System.Security.Cryptography;
using System.Text;

namespace NeuralFields.OpenCL;

/// <summary>
/// Built programs on disk, in the user's folder for caches. A file is named by everything that it depends on: text,
/// options, device and driver. Whatever goes wrong with the disk costs a build, never a failure.
/// </summary>
/// <param name="folder">The folder; it is made when something is kept.</param>
internal sealed class ProgramCache(string folder)
{
    /// <summary>The environment variable that moves the cache.</summary>
    public const string Variable = "NF_CACHE_DIR";

    /// <summary>The file starts with this and the hash of the rest, so that a torn write is noticed.</summary>
    private static ReadOnlySpan<byte> Mark => "NFCL1\n"u8;

    /// <summary>The cache of this user.</summary>
    public static ProgramCache OfUser => new(Path.Combine(UserFolder(), "opencl"));

    /// <summary>Keeps nothing.</summary>
    public static ProgramCache None { get; } = new("");

    /// <summary>The folder.</summary>
    public string Folder => folder;

    /// <summary>Whether anything is kept.</summary>
    public bool Keeps => folder.Length > 0;

    /// <summary>The name under which a program is kept.</summary>
    public static string KeyOf(OpenClDevice device, string options, string source)
    {
        string all = string.Join(
            '\0', device.Name, device.Platform, device.PlatformVersion, device.Version, device.Driver, options, source);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(all)));
    }

    /// <summary>What was kept under a key; null where nothing was, or where it is damaged.</summary>
    public byte[]? Read(string key)
    {
        if (!Keeps) return null;
        try
        {
            byte[] file = File.ReadAllBytes(PathOf(key));
            int start = Mark.Length + SHA256.HashSizeInBytes;
            if (file.Length <= start || !file.AsSpan().StartsWith(Mark)) return null;
            ReadOnlySpan<byte> content = file.AsSpan(start);
            return SHA256.HashData(content).AsSpan().SequenceEqual(file.AsSpan(Mark.Length, SHA256.HashSizeInBytes))
                ? content.ToArray()
                : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Keeps a program. Another process may do the same: the file appears whole or not at all.</summary>
    public void Write(string key, byte[] binary)
    {
        if (binary.Length == 0) return; // a driver without binaries
        try
        {
            Directory.CreateDirectory(folder);
            string path = PathOf(key), own = $"{path}.{Environment.ProcessId}.{Environment.CurrentManagedThreadId}";
            File.WriteAllBytes(own, [.. Mark, .. SHA256.HashData(binary), .. binary]);
            File.Move(own, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The next run builds again.
        }
    }

    /// <summary>Removes a program, so that it is built anew.</summary>
    public void Forget(string key)
    {
        try
        {
            File.Delete(PathOf(key));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // There is no folder, or it is not ours: then nothing is found in it either.
        }
    }

    /// <summary>Keeps a text that could not be built.</summary>
    /// <returns>The file, or a remark where it could not be written.</returns>
    public string KeepSource(string name, string source)
    {
        try
        {
            string place = Keeps ? folder : Path.GetTempPath(), path = Path.Combine(place, $"failed-{name}.cl");
            Directory.CreateDirectory(place);
            File.WriteAllText(path, source);
            return path;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"no file ({e.Message.ReplaceLineEndings(" ")})";
        }
    }

    private string PathOf(string key) => Path.Combine(folder, key + ".bin");

    private static string UserFolder()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } own) return own;
        if (Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } caches)
            return Path.Combine(caches, "neuralfields");
        string home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        string usual = OperatingSystem.IsLinux() && home.Length > 0
            ? Path.Combine(home, ".cache")
            : Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData);
        return Path.Combine(usual.Length > 0 ? usual : Path.GetTempPath(), "neuralfields");
    }
}
