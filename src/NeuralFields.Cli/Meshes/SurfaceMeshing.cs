using NeuralFields.Backends;
using NeuralFields.Geometry;
using NeuralFields.IO.Fields;
using NeuralFields.Scenes;
using NeuralFields.Tasks;

namespace NeuralFields.Cli.Meshes;

/// <summary>Meshes of signed distances.</summary>
internal sealed class SurfaceMeshing : TaskMeshing
{
    // Where no box is given: the shape's, grown by this part of its diagonal, so that its surface is inside.
    private const double Margin = 0.02;

    public override string Task => SceneTask.Surface.Name;

    public override void Check(MeshRequest request)
    {
        if (request.WithColors)
            throw new InputException($"--colors: {request.Path} has no colour, only a distance. Leave the option out.");
    }

    public override MeshSubject Open(FieldContents contents, IFieldProgram program, MeshRequest request)
    {
        SurfaceFrame frame = SurfaceFrame.Read(contents.Frame);
        double iso = request.Iso ?? 0, unit = 1 / frame.Placement.Scale;
        // An outer surface needs a larger box.
        Box3 usual = frame.Bounds.Grow((Margin * frame.Bounds.Diagonal) + Math.Max(0, iso));
        Box3 box = MeshBox.InField(frame.Placement, frame.Domain, request.Box, usual, request.Say);
        return new(new DistanceField(program), (float)(iso * frame.Placement.Scale), box, frame.Placement)
        {
            IsDistance = true,
            Quantity = "distance",
            Iso = iso,
            Describe = value => value * unit,
            ResidualUnit = unit,
        };
    }
}
