using System.Text;

namespace NeuralFields.IO.Tests;

/// <summary>Files that appear whole or not at all.</summary>
public sealed class OutputFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("nf-output").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_link_keeps_pointing_to_the_written_file()
    {
        if (OperatingSystem.IsWindows()) return; // links need rights there
        string target = Path.Combine(_folder, "target"), link = Path.Combine(_folder, "link");
        File.WriteAllText(target, "old");
        File.CreateSymbolicLink(link, target);
        OutputFile.Write(link, stream => stream.Write(Encoding.ASCII.GetBytes("new")));
        Assert.Equal("new", File.ReadAllText(target));
        Assert.NotNull(new FileInfo(link).LinkTarget);
    }

    [Fact]
    public void A_device_is_refused_rather_than_replaced()
    {
        if (!File.Exists("/dev/null")) return;
        Assert.Contains("device", Assert.Throws<InputException>(() => OutputFile.Write("/dev/null", _ => { })).Message);
        Assert.Contains("device", Assert.Throws<InputException>(() => OutputFile.RequirePlace("/dev/null")).Message);
    }

    [Fact]
    public void A_place_is_probed_without_leaving_anything()
    {
        OutputFile.RequirePlace(Path.Combine(_folder, "x.nf"));
        Assert.Empty(Directory.GetFileSystemEntries(_folder));
        Assert.Throws<InputException>(() => OutputFile.RequirePlace(Path.Combine(_folder, "absent", "x.nf")));
    }
}
