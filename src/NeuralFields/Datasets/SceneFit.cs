using System.Collections.Immutable;
using NeuralFields.Geometry;

namespace NeuralFields.Datasets;

/// <summary>The box of a data set's scene: as it is stated, else chosen from the cameras and points.</summary>
/// <param name="Box">The box to use.</param>
/// <param name="Suggested">The box that would be chosen without statements.</param>
/// <param name="Rig">What the cameras have in common.</param>
/// <param name="IsStated">Whether the data set states its box.</param>
/// <param name="Remarks">What was chosen, and what does not fit with the better value; a line each.</param>
public sealed record SceneFit(
    SceneBox Box, SceneBox Suggested, CameraRig Rig, bool IsStated, ImmutableArray<string> Remarks)
{
    /// <summary>
    /// colmap2nerf of instant-ngp and the scenes of the NeRF paper put cameras at this distance; with the usual scale
    /// what they look at then fills the unit cube.
    /// </summary>
    private const double UsualDistance = 4;

    /// <summary>Cameras that look outwards fill this part of the unit cube's half.</summary>
    private const double OutwardPart = 0.5;

    /// <summary>A stated scale off by more is remarked.</summary>
    private const double ScaleTolerance = 4;

    /// <summary>The usual box is kept where its scale is off by less: scenes stay comparable with others' results.</summary>
    private const double UsualTolerance = 2;

    /// <summary>How far from the middle, in field units, the cameras may aim before the usual box is left.</summary>
    private const double UsualAim = 0.25;

    /// <summary>Side for cameras that look outwards and whose scene's size nothing tells.</summary>
    private const int OutwardSide = 16;

    /// <summary>Points outside are remarked from this part on.</summary>
    private const double PointsOutside = 0.05;

    /// <summary>The box of a data set.</summary>
    /// <remarks>To overrule the data set, change its <see cref="PosedDataset.AabbScale"/>, scale or offset before.</remarks>
    public static SceneFit Of(PosedDataset dataset)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        SceneEvidence evidence = new(dataset);
        bool isStated = dataset.AabbScale is not null || dataset.Scale is not null || dataset.Offset is not null;
        SceneBox suggested = Suggest(evidence), box = isStated ? Stated(dataset) : suggested;
        List<string> remarks = [.. Strays(evidence)];
        if (isStated) remarks.AddRange(Misfits(evidence, box, suggested));
        else if (box != SceneBox.Usual) remarks.Add(Chosen(evidence, box));
        return new(box, suggested, evidence.Rig, isStated, [.. remarks]);
    }

    private static SceneBox Stated(PosedDataset dataset) => new(
        dataset.Scale ?? SceneBox.UsualScale, dataset.Offset ?? SceneBox.FieldCenter, dataset.AabbScale ?? 1);

    private static SceneBox Suggest(SceneEvidence evidence)
    {
        CameraRig rig = evidence.Rig;
        double reach = rig.LooksOutwards ? evidence.Cameras.Max(c => (c - rig.Center).Length) : rig.Distance;
        double scale = !(reach > 0) ? SceneBox.UsualScale
            : rig.LooksOutwards ? 0.5 * OutwardPart / reach : SceneBox.UsualScale * UsualDistance / reach;
        SceneBox usual = SceneBox.Usual;
        bool isUsual = !rig.LooksOutwards && Factor(scale, usual.Scale) <= UsualTolerance
            && (usual.ToField(rig.Center) - SceneBox.FieldCenter).Length <= UsualAim;
        return WithSide(evidence, isUsual ? usual : SceneBox.Around(rig.Center, scale, 1));
    }

    /// <summary>The smallest side that holds what the pictures show.</summary>
    private static SceneBox WithSide(SceneEvidence evidence, SceneBox box)
        => box with { AabbScale = PowerOfTwo(NeededSide(evidence, box)) };

    /// <summary>Pictures that are cut out show the object alone; others show what is behind it and around it.</summary>
    private static double NeededSide(SceneEvidence evidence, SceneBox box)
    {
        if (evidence.Dataset.IsCutOut) return 1;
        double side = Math.Max(evidence.SideOfCameras(box), evidence.SideOfPoints(box));
        return evidence.Rig.LooksOutwards && evidence.Points.Length == 0 ? Math.Max(side, OutwardSide) : side;
    }

    private static int PowerOfTwo(double side)
    {
        int power = 1;
        while (power < side && power < SceneBox.MaxAabbScale) power *= 2;
        return power;
    }

    private static double Factor(double a, double b) => Math.Max(a / b, b / a);

    private static IEnumerable<string> Strays(SceneEvidence evidence)
    {
        CameraRig rig = evidence.Rig;
        if (rig.Strays.IsEmpty) yield break;
        PosedView view = evidence.Dataset.Views[rig.Strays[0]];
        string others = rig.Strays.Length == 1 ? "" : $" and {rig.Strays.Length - 1} more";
        yield return Text(
            $"view {view.Name}{others} stands {(view.Pose.Position - rig.Center).Length:G4} units from the scene, ") +
            Text($"most others {rig.Distance:G4}; it is not counted for the scene box, its pose is probably wrong.");
    }

    private static string Chosen(SceneEvidence evidence, SceneBox box)
    {
        CameraRig rig = evidence.Rig;
        string what = rig.LooksOutwards ? "look outwards from" : Text($"look from a distance of {rig.Distance:G4} at");
        string doubt = rig.LooksOutwards && !Turned(evidence).LooksOutwards
            ? " If they should look at what is between them, their axes are those of OpenCV: negate the second and third column."
            : "";
        return $"the cameras {what} {Text(rig.Center)}; chosen: {Keys(box)}.{doubt}";
    }

    /// <summary>The rig of cameras that look the other way.</summary>
    private static CameraRig Turned(SceneEvidence evidence)
        => CameraRig.Of([.. evidence.Dataset.Views.Select(v => v.Pose with { Up = v.Pose.Up * -1, Back = v.Pose.Back * -1 })]);

    private static IEnumerable<string> Misfits(SceneEvidence evidence, SceneBox box, SceneBox suggested)
    {
        SceneBox better = box;
        CameraRig rig = evidence.Rig;
        if (!rig.LooksOutwards && box.SideTo(rig.Center) > 1)
        {
            better = suggested;
            yield return Text(
                $"the cameras look at {Text(rig.Center)}, outside of the finest cube; better: {Keys(better)}.");
        }
        else if (Factor(box.Scale, suggested.Scale) > ScaleTolerance)
        {
            better = suggested;
            yield return Text(
                $"scale {box.Scale:G4} does not suit cameras at a distance of {rig.Distance:G4}; better: {Keys(better)}.");
        }
        if (evidence.Dataset.IsCutOut) yield break;
        int cameras = SceneEvidence.Outside(box, evidence.Cameras), points = SceneEvidence.Outside(box, evidence.Points);
        if (better == box) better = WithSide(evidence, box);
        if (cameras > 0)
            yield return Text(
                $"{cameras} of {evidence.Cameras.Length} cameras stand outside of the scene box of aabb_scale ") +
                Text($"{box.AabbScale}, and what is around them is cut off; better: {Keys(better)}.");
        if (points > PointsOutside * evidence.Points.Length)
            yield return Text(
                $"{100.0 * points / evidence.Points.Length:F0} % of the scene's points lie outside of the scene box ") +
                Text($"of aabb_scale {box.AabbScale}; better: {Keys(better)}.");
    }

    private static string Keys(SceneBox box)
        => Text($"aabb_scale {box.AabbScale}, scale {box.Scale:G4}, offset [") +
            Text($"{box.Offset.X:G4}, {box.Offset.Y:G4}, {box.Offset.Z:G4}]");

    private static string Text(Point3 place) => Text($"({place.X:G3}, {place.Y:G3}, {place.Z:G3})");

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
