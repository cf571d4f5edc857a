using System.Numerics;
using NeuralFields.Sampling;
using NeuralFields.Tasks;
using NeuralFields.Volumes;

namespace NeuralFields.Tests.Tasks;

public sealed class SeenCellsTests
{
    private static readonly VolumeSpace s_space = new() { AabbScale = 2 };

    [Fact]
    public void Bricks_beside_and_behind_a_camera_are_not_seen()
    {
        // At the middle of a side, looking across along +z through a field of view of 90° by 53°.
        bool[] seen = SeenCells.Of([Looking(new(0.5f, 0.5f, 0f), [new(-1, -0.5f, -1), new(1, 0.5f, -1)])], s_space);
        OccupancyBits bits = new(s_space.Cascades);
        bits.Fill();
        bits.Keep(seen);
        Assert.True(bits[CellAt(new(0.5f, 0.5f, 0.9f))]);
        Assert.True(bits[CellAt(new(0.95f, 0.5f, 0.5f))]);
        Assert.False(bits[CellAt(new(0.5f, 0.95f, 0.5f))]);
        Assert.False(bits[OccupancyBits.CellOf(1, 64, 64, 5)]);
    }

    [Fact]
    public void A_lens_that_looks_behind_itself_sees_everything()
        => Assert.All(
            SeenCells.Of([Looking(new(0.5f, 0.5f, 0.5f), [new(0, 0, -1), new(0.1f, 0, 1)])], s_space), Assert.True);

    private static TrainingView Looking(Vector3 eye, Vector3[] directions)
        => new(directions.Length, 1, new byte[4 * directions.Length], directions.Select(Vector3.Normalize).ToArray())
        {
            Position = eye,
            Right = -Vector3.UnitX,
            Up = Vector3.UnitY,
            Back = -Vector3.UnitZ,
        };

    private static int CellAt(Vector3 place)
        => OccupancyBits.CellOf(0, (int)(128 * place.X), (int)(128 * place.Y), (int)(128 * place.Z));
}
