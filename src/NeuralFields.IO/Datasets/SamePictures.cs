using NeuralFields.Datasets;

namespace NeuralFields.IO.Datasets;

/// <summary>
/// Views that name the same photograph: one of them stays, or a field would be judged by what it was trained on.
/// </summary>
internal static class SamePictures
{
    /// <summary>Leaves all but the first of each photograph out; those of training come first.</summary>
    public static PosedDataset LeaveOut(PosedDataset dataset)
    {
        HashSet<PosedView> kept =
        [
            .. dataset.Views.OrderBy(v => v.Split != ViewSplit.Train)
                .DistinctBy(v => Path.GetFullPath(v.Picture.Path), StringComparer.Ordinal),
        ];
        PosedView[] views = [.. dataset.Views.Where(kept.Remove)];
        int left = dataset.Views.Length - views.Length;
        if (left == 0) return dataset;
        string first = dataset.Views.GroupBy(v => Path.GetFullPath(v.Picture.Path)).First(g => g.Count() > 1).First().Name;
        string remark = $"{left} {(left == 1 ? "view names a photograph" : "views name photographs")} that another view " +
            $"has, {first} is the first; left out.";
        return dataset with { Views = [.. views], Remarks = dataset.Remarks.Add(remark) };
    }
}
