using System.Globalization;
using NeuralFields.Images;

namespace NeuralFields.IO.Tests.Datasets;

/// <summary>A small data set written by a test.</summary>
internal sealed class TestScene : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public string Path => _folder.Path;

    public string File(string name) => _folder.File(name);

    public string Write(string name, string text) => _folder.Write(name, text);

    /// <summary>Writes a picture whose pixels all have one value.</summary>
    public void Picture(string name, int width = 8, int height = 6, int channels = 3, float value = 0.4f)
    {
        Image image = new(width, height, channels);
        Array.Fill(image.Samples, value);
        Picture(name, image);
    }

    public void Picture(string name, Image image)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(File(name))!);
        ImageFile.Write(File(name), image);
    }

    /// <summary>A frame whose camera stands at (x, 0, 4) and looks along −z.</summary>
    public static string Frame(string path, double x = 0, string extra = "")
        => string.Create(CultureInfo.InvariantCulture,
            $$"""{"file_path": "{{path}}", "transform_matrix": [[1,0,0,{{x}}],[0,1,0,0],[0,0,1,4],[0,0,0,1]]{{extra}}}""");

    public static string Json(string keys, params string[] frames)
        => "{" + (keys.Length > 0 ? keys + ", " : "") + "\"frames\": [" + string.Join(",\n", frames) + "]}";

    public void Dispose() => _folder.Dispose();
}
