using System.Globalization;
using NeuralFields.Backends;
using NeuralFields.Cli.Rendering;
using NeuralFields.Datasets;
using NeuralFields.Geometry;
using NeuralFields.IO.Fields;
using NeuralFields.Scenes;
using NeuralFields.Tasks;
using NeuralFields.Volumes;

namespace NeuralFields.Cli.Meshes;

/// <summary>Meshes of radiance fields: where their density passes a level, in cells that training saw.</summary>
internal sealed class RadianceMeshing : TaskMeshing
{
    // Beyond the occupied cells, so that the surface closes inside the box.
    private const double Margin = 1.5 / OccupancyBits.Resolution;

    public override string Task => SceneTask.Radiance.Name;

    public override void Check(MeshRequest request)
    {
        if (request.Iso is <= 0)
            throw new InputException(string.Create(CultureInfo.InvariantCulture,
                $"--iso is {request.Iso}, expected a density above 0, such as {DensityField.UsualDensity}."));
    }

    public override MeshSubject Open(FieldContents contents, IFieldProgram program, MeshRequest request)
    {
        RadianceFrame frame = RadianceFrame.Read(contents.Frame);
        OccupancyBits bits = RadianceViews.BitsOf(contents, program, frame);
        double density = request.Iso ?? DensityField.UsualDensity;
        DensityField field = new(program, frame.Space, bits, density, request.Threads);
        SurfacePlacement placement = frame.Placement;
        Box3 box = MeshBox.InField(
            placement, frame.Box.FieldBounds, request.Box, placement.ToShape(Usual(bits)), request.Say);
        return new(field, field.Level, box, placement)
        {
            IsDistance = false,
            Quantity = "density",
            Iso = density,
            Describe = DensityField.DensityOf,
            Up = frame.Up,
            Unlit = true,
        };
    }

    /// <summary>What is occupied of the unit cube, the finest part of the box: what lies around it is background.</summary>
    private static Box3 Usual(OccupancyBits bits)
    {
        Box3 cube = SceneBox.Usual.FieldBounds, occupied = bits.BoundsOf(cascade: 0).Grow(Margin).Intersect(cube);
        return occupied.IsEmpty ? cube : occupied;
    }
}
