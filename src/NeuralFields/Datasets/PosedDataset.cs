using System.Collections.Immutable;
using NeuralFields.Geometry;

namespace NeuralFields.Datasets;

/// <summary>Photographs of one scene with their cameras, and what the data set says about the scene.</summary>
/// <param name="Kind">The format it was read from.</param>
/// <param name="Source">The file or folder.</param>
/// <param name="Views">At least one view, in the natural order of their names within each split.</param>
public sealed record PosedDataset(string Kind, string Source, ImmutableArray<PosedView> Views)
{
    /// <summary>The side of the scene box in instant-ngp's unit cubes, where stated: a power of two up to 128.</summary>
    public int? AabbScale { get; init; }

    /// <summary>Field units per unit of the data set, where stated.</summary>
    public double? Scale { get; init; }

    /// <summary>What is added after scaling, where stated.</summary>
    public Point3? Offset { get; init; }

    /// <summary>What is up, where stated.</summary>
    public Point3? Up { get; init; }

    /// <summary>Points of the scene, where the data set has some; colours are linear.</summary>
    public PointCloud? Points { get; init; }

    /// <summary>The colour that stands for transparency in pictures without alpha.</summary>
    public TransparentColor Transparent { get; init; }

    /// <summary>
    /// [12] rows of the 3×4 matrix that a converter has already applied to the poses, for exports; empty for none.
    /// </summary>
    public ImmutableArray<double> AppliedTransform { get; init; } = [];

    /// <summary>The scale that a converter has already applied to the poses.</summary>
    public double AppliedScale { get; init; } = 1;

    /// <summary>What the user should know: skipped frames, ignored keys; a line each.</summary>
    public ImmutableArray<string> Remarks { get; init; } = [];

    /// <summary>Whether the data set itself says what is held out.</summary>
    public bool HasSplit => Views.Any(v => v.Split != ViewSplit.Train);

    /// <summary>Whether the pictures' alpha was found to be 1 throughout, as cameras of telephones write it.</summary>
    public bool IsAlphaFull { get; init; }

    /// <summary>Whether all pictures have an alpha that says something, so that only the object is in them.</summary>
    public bool IsCutOut => !IsAlphaFull && Views.All(v => v.Picture.HasAlpha);

    /// <summary>The views of one purpose.</summary>
    public ImmutableArray<PosedView> Of(ViewSplit split) => [.. Views.Where(v => v.Split == split)];

    /// <summary>
    /// Holds out every k-th view, the first among them, in the natural order of the names; the data set's own split
    /// is forgotten.
    /// </summary>
    /// <param name="every">At least 2; 8 is usual for photographs.</param>
    /// <exception cref="InputException">It is less, or no view is left to train on.</exception>
    public PosedDataset HoldOut(int every)
    {
        if (every < 2) throw new InputException($"holdout is {every}, expected at least 2: one view of every so many.");
        if (Views.Length < 2) throw new InputException($"{Source}: there is 1 view, expected 2 or more to hold one out.");
        PosedView[] sorted = [.. Views.OrderBy(v => v.Name, NaturalOrder.Comparer)];
        return this with
        {
            Views = [.. sorted.Select((v, i) => v with { Split = i % every == 0 ? ViewSplit.Test : ViewSplit.Train })],
        };
    }
}
