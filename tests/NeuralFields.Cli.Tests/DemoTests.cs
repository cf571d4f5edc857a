using System.Text.Json;

namespace NeuralFields.Cli.Tests;

/// <summary><c>nf demo</c> with a few steps.</summary>
public sealed class DemoTests : IDisposable
{
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public void The_demo_leaves_one_page_with_pictures_turns_curves_and_the_mesh()
    {
        ToolRun run = ToolRun.Of("demo", "-o", _place["demo"], "--steps", "150", "--json");
        Assert.True(run.Code == 0, run.Error);
        foreach (string part in (string[])["image", "shape", "scene"])
            Assert.True(run.Json.GetProperty("parts").TryGetProperty(part, out JsonElement fit) && fit.TryGetProperty("parameters", out _), part);
        string page = File.ReadAllText(run.Json.GetProperty("page").GetString()!);
        Assert.Equal(2, Occurrences(page, "class=\"turn\""));
        Assert.Equal(7, Occurrences(page, "<img "));
        Assert.Equal(6, Occurrences(page, "<svg "));
        foreach (string file in (string[])["image.nf", "shape.nf", "scene.nf", "shape.glb", "image.html"])
            Assert.True(page.Contains($"href=\"{file}\"", StringComparison.Ordinal) && File.Exists(_place[$"demo/{file}"]), file);
        // Every command that ran is announced as a person would type it.
        Assert.Contains("$ nf mesh ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_lengths_are_one_too_many()
    {
        ToolRun run = ToolRun.Of("demo", "-o", _place["demo"], "--steps", "6", "--seconds", "3");
        Assert.Equal(2, run.Code);
        Assert.False(Directory.Exists(_place["demo"]));
    }

    private static int Occurrences(string text, string part) => text.Split(part).Length - 1;
}
