using System.Numerics;
using NeuralFields.Geometry;
using NeuralFields.Images;
using NeuralFields.Meshing;
using NeuralFields.Tasks;
using NeuralFields.Tests.Rendering.Radiance;
using NeuralFields.Volumes;

namespace NeuralFields.Tests.Tasks;

public sealed class DensityFieldTests
{
    private const float Radius = 0.2f;

    // The ball's density falls from 25·e^2 in its middle: it is 25 at √2 radii.
    private static readonly Fog s_ball = new((float)(25 * Math.Exp(2))) { Radius = Radius };

    [Fact]
    public void The_level_set_of_a_ball_is_its_sphere_with_its_colour()
    {
        OccupancyBits bits = new(1);
        bits.Fill();
        FieldMesh found = Extract(bits);
        MeshReport report = MeshReport.Of(found.Mesh);
        Assert.True(report.IsWatertight);
        double radius = Math.Sqrt(2) * Radius;
        Assert.Equal(4.0 / 3 * Math.PI * radius * radius * radius, report.SignedVolume, 1e-3);
        Assert.All(found.Mesh.Positions, p => Assert.Equal(radius, Vector3.Distance(p, new(0.5f)), 1e-3));
        for (int v = 0; v < found.Mesh.VertexCount; v++)
        {
            Assert.True(Vector3.Dot(found.Mesh.Normals![v], found.Mesh.Positions[v] - new Vector3(0.5f)) > 0.99f * radius);
            Assert.Equal(SrgbCurve.Decode(Fog.Color.Y), found.Mesh.Colors![v].Y, 1e-4);
        }
    }

    [Fact]
    public void What_training_never_saw_is_outside()
    {
        OccupancyBits bits = new(1);
        for (int cell = 0; cell < OccupancyBits.CellsPerCascade; cell++)
            if (OccupancyBits.PlaceOf(cell).X < 64) bits.Add(cell);
        bits.Complete();
        FieldMesh found = Extract(bits);
        Assert.True(MeshReport.Of(found.Mesh).IsWatertight);
        Assert.Equal(0.5, found.Mesh.Bounds.Max.X, 0.02);
        Assert.Equal(new Box3(new(0, 0, 0), new(0.5, 1, 1)), bits.BoundsOf(0));
        Assert.True(new OccupancyBits(2).BoundsOf(1).IsEmpty);
    }

    private static FieldMesh Extract(OccupancyBits bits)
    {
        DensityField field = new(s_ball, new(), bits, density: 25);
        return FieldMesher.Extract(
            field, SampleGrid.Over(new(new(0, 0, 0), new(1, 1, 1)), 48),
            new() { Level = field.Level, IsDistance = false, WithColors = true });
    }
}
