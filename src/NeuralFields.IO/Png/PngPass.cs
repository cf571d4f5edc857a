using System.Collections.Immutable;

namespace NeuralFields.IO.Png;

/// <summary>A sub-grid of the picture that is sent as a picture of its own.</summary>
internal readonly record struct PngPass(int X, int Y, int StepX, int StepY)
{
    /// <summary>The only pass of a picture without interlacing.</summary>
    public static ImmutableArray<PngPass> Whole { get; } = [new(0, 0, 1, 1)];

    /// <summary>The seven passes of Adam7 (PNG specification, 8.2).</summary>
    public static ImmutableArray<PngPass> Adam7 { get; } =
    [
        new(0, 0, 8, 8), new(4, 0, 8, 8), new(0, 4, 4, 8), new(2, 0, 4, 4), new(0, 2, 2, 4), new(1, 0, 2, 2),
        new(0, 1, 1, 2),
    ];

    public int Columns(int width) => Count(width, X, StepX);

    public int Rows(int height) => Count(height, Y, StepY);

    private static int Count(int size, int start, int step) => size <= start ? 0 : ((size - start - 1) / step) + 1;
}
