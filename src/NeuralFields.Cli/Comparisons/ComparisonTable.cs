using System.Globalization;
using NeuralFields.Descriptions;
using NeuralFields.Training;

namespace NeuralFields.Cli.Comparisons;

/// <summary>Trials as rows of texts, titles first.</summary>
internal static class ComparisonTable
{
    /// <summary>All rows; the titles are the first.</summary>
    public static IReadOnlyList<string[]> Rows(IReadOnlyList<FieldTrial> trials)
    {
        string[] figures = [.. trials.SelectMany(t => t.Figures.Select(f => f.Key)).Distinct()];
        return
        [
            ["kind", "parameters", "multiply-adds", "steps", "seconds", "M samples/s", .. figures],
            .. trials.Select(trial => Row(trial, figures)),
        ];
    }

    /// <summary>The rows in columns for a terminal.</summary>
    public static IEnumerable<string> Lines(IReadOnlyList<string[]> rows)
    {
        int[] widths = [.. Enumerable.Range(0, rows[0].Length).Select(i => rows.Max(r => r[i].Length))];
        return rows.Select(row => string.Join(
            "  ", row.Select((cell, i) => i == 0 ? cell.PadRight(widths[i]) : cell.PadLeft(widths[i]))));
    }

    private static string[] Row(FieldTrial trial, string[] figures)
    {
        TrainingProgress last = trial.Report.Last;
        return
        [
            trial.Preset, Text($"{trial.Layout.TrainedCount}"), Text($"{trial.MultiplyAdds}"), Text($"{last.Step}"), Text($"{last.Seconds:F2}"),
            Text($"{last.SamplesPerSecond / 1e6:F3}"),
            .. figures.Select(key => Figure(trial.Quality.Members[key])),
        ];
    }

    private static string Figure(DescriptionNode? value)
        => value is { Kind: DescriptionKind.Number } number ? Text($"{number.AsNumber(""):G5}") : "-";

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
