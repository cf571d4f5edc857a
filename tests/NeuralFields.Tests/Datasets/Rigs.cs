using System.Collections.Immutable;
using NeuralFields.Datasets;
using NeuralFields.Geometry;
using NeuralFields.Rendering.Cameras;

namespace NeuralFields.Tests.Datasets;

/// <summary>Arrangements of cameras.</summary>
internal static class Rigs
{
    /// <summary>Cameras on a ring and above it, all looking at the middle.</summary>
    public static CameraPose[] Orbit(Point3 middle, double distance, int count = 40)
        => [.. Ring(count).Select(d => CameraPose.LookAt(middle + (d * distance), middle, new(0, 0, 1)))];

    /// <summary>Cameras near the middle that look outwards.</summary>
    public static CameraPose[] Outwards(Point3 middle, double radius, int count = 40)
        => [.. Ring(count).Select(d => CameraPose.LookAt(middle + (d * radius), middle + (d * (2 * radius)), new(0, 0, 1)))];

    /// <summary>Cameras beside one another that look the same way.</summary>
    public static CameraPose[] Forward(Point3 middle, double spread)
        => [.. from x in Enumerable.Range(-2, 5) from y in Enumerable.Range(-2, 5)
               let eye = middle + new Point3(x * spread, y * spread, 0.01 * spread * ((x * y) % 2))
               select CameraPose.LookAt(eye, eye + new Point3(0.002 * x, 0.001 * y, -1), new(0, 1, 0))];

    public static PosedDataset Dataset(IEnumerable<CameraPose> poses, bool isCutOut = false)
    {
        ViewLens lens = new(new(100, 80, 90, 90, 50, 40), LensDistortion.None);
        ImmutableArray<PosedView> views =
            [.. poses.Select((p, i) => new PosedView($"r_{i}", new($"r_{i}.png", 100, 80) { HasAlpha = isCutOut }, p, lens))];
        return new("test", "test", views);
    }

    private static IEnumerable<Point3> Ring(int count)
    {
        for (int i = 0; i < count; i++)
        {
            double angle = 2.399963 * i, height = 0.1 + (0.6 * i / count), flat = Math.Sqrt(1 - (height * height));
            yield return new(flat * Math.Cos(angle), flat * Math.Sin(angle), height);
        }
    }
}
