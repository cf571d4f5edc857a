using NeuralFields.Codegen;

namespace NeuralFields.Cli.Tests;

public sealed class ShaderTests : IDisposable
{
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public void A_fitted_field_is_printed_or_written_in_every_dialect()
    {
        Assert.Equal(0, ToolRun.Of("fit", "image", _place.Photo, "-o", _place["a.nf"], "--steps", "1", "--preset", "siren").Code);
        foreach (Dialect dialect in Dialect.All)
        {
            string[] line = ["shader", _place["a.nf"], "--dialect", dialect.Name];
            ToolRun printed = ToolRun.Of(line), written = ToolRun.Of([.. line, "-o", _place["a.txt"], "--json"]);
            Assert.Equal((0, 0), (printed.Code, written.Code));
            string text = File.ReadAllText(_place["a.txt"]);
            Assert.StartsWith(dialect.FirstLine + "//", text, StringComparison.Ordinal);
            Assert.Contains(" field_value(", text, StringComparison.Ordinal);
            Assert.Equal(text, printed.Output.ReplaceLineEndings("\n"));
            Assert.Equal(text, ToolRun.Of([.. line, "--json"]).Json.GetProperty("text").GetString());
            Assert.Contains($"{written.Json.GetProperty("parameters").GetInt32()} floats", text, StringComparison.Ordinal);
        }
    }
}
