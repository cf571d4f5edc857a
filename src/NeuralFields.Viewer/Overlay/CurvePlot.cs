namespace NeuralFields.Viewer;

/// <summary>Curves of loss and metric in a corner.</summary>
internal static class CurvePlot
{
    private const int Width = 150, Height = 56;

    /// <summary>Draws the curves of a training into the lower right corner.</summary>
    public static void Draw(Canvas canvas, IReadOnlyList<TrainingPoint> points)
    {
        if (points.Count < 2) return;
        int s = canvas.Scale, width = Width * s, height = Height * s;
        int x = canvas.Width - width - (6 * s), y = canvas.Height - height - (6 * s);
        canvas.Fill(x, y, width, height, Canvas.Color(0, 0, 0, 150));
        (uint loss, uint metric) = (Canvas.Color(240, 150, 90, 255), Canvas.Color(110, 190, 250, 255));
        // Losses fall over decades.
        Curve(canvas, (x, y, width, height), points, p => p.Loss > 0 ? Math.Log(p.Loss) : null, loss);
        Curve(canvas, (x, y, width, height), points, p => p.Metric, metric);
        canvas.Text(x + (3 * s), y + (3 * s), "loss", loss);
        canvas.Text(x + (33 * s), y + (3 * s), "quality", metric);
    }

    private static void Curve(
        Canvas canvas, (int X, int Y, int Width, int Height) box, IReadOnlyList<TrainingPoint> points,
        Func<TrainingPoint, double?> value, uint color)
    {
        (double Step, double Value)[] known =
            [.. points.Where(p => value(p) is { } v && double.IsFinite(v)).Select(p => ((double)p.Step, value(p)!.Value))];
        if (known.Length < 2) return;
        (double low, double high) = (known.Min(k => k.Value), known.Max(k => k.Value));
        double first = known[0].Step, perStep = (box.Width - 6) / Math.Max(1, known[^1].Step - first);
        double top = box.Y + (12 * canvas.Scale), perUnit = (box.Height - (16 * canvas.Scale)) / Math.Max(1e-12, high - low);
        for (int i = 1; i < known.Length; i++)
            canvas.Line(X(i - 1), Y(i - 1), X(i), Y(i), color);
        double X(int i) => box.X + 3 + ((known[i].Step - first) * perStep);
        double Y(int i) => top + ((high - known[i].Value) * perUnit);
    }
}
