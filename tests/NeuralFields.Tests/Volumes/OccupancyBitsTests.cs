using NeuralFields.Volumes;

namespace NeuralFields.Tests.Volumes;

public sealed class OccupancyBitsTests
{
    [Fact]
    public void A_cell_has_one_number_and_is_found_by_it()
    {
        Random random = new(1);
        for (int i = 0; i < 1000; i++)
        {
            (int Cascade, int X, int Y, int Z) place = (random.Next(8), random.Next(128), random.Next(128), random.Next(128));
            Assert.Equal(place, OccupancyBits.PlaceOf(OccupancyBits.CellOf(place.Cascade, place.X, place.Y, place.Z)));
        }
        HashSet<int> numbers = [];
        for (int x = 0; x < 8; x++)
            for (int y = 0; y < 8; y++)
                for (int z = 0; z < 8; z++) Assert.True(numbers.Add(OccupancyBits.CellOf(0, x, y, z)));
    }

    [Fact]
    public void Empty_cubes_are_as_large_as_the_tree_knows()
    {
        OccupancyBits bits = With(1, OccupancyBits.CellOf(0, 37, 50, 99));
        Assert.Equal(0, bits.EmptySide(0, 37, 50, 99));
        Assert.Equal(1, bits.EmptySide(0, 36, 50, 99));
        Assert.Equal(4, bits.EmptySide(0, 40, 50, 99));
        Assert.Equal(16, bits.EmptySide(0, 48, 50, 99));
        Assert.Equal(16, bits.EmptySide(0, 0, 0, 0));
    }

    [Fact]
    public void A_coarser_cascade_holds_what_the_finer_ones_hold()
    {
        OccupancyBits bits = With(3, OccupancyBits.CellOf(0, 5, 127, 64));
        Assert.True(bits[OccupancyBits.CellOf(1, 32 + 2, 32 + 63, 32 + 32)]);
        Assert.True(bits[OccupancyBits.CellOf(2, 32 + 17, 32 + 47, 32 + 32)]);
        Assert.Equal(3.0 / (3 * OccupancyBits.CellsPerCascade), bits.Filled, 1e-12);
    }

    [Fact]
    public void Signs_of_saved_numbers_say_what_is_empty()
    {
        float[] signed = new float[OccupancyBits.CellsPerCascade];
        Array.Fill(signed, -0f);
        signed[700] = 0;
        signed[701] = -3;
        OccupancyBits bits = OccupancyBits.Of(signed);
        Assert.True(bits[700]);
        Assert.False(bits[701]);
        Assert.False(bits[0]);
        Assert.Throws<ArgumentException>(() => OccupancyBits.Of(new float[5 + OccupancyBits.CellsPerCascade]));
    }

    [Fact]
    public void Bits_come_back_from_their_words()
    {
        OccupancyBits bits = With(2, OccupancyBits.CellOf(0, 77, 3, 90)), again = OccupancyBits.OfBricks(bits.Bricks);
        Assert.Equal(bits.Bricks.ToArray(), again.Bricks.ToArray());
        Assert.Equal(0, again.EmptySide(0, 77, 3, 90));
        Assert.Equal(16, again.EmptySide(0, 0, 0, 0));
        Assert.Throws<InputException>(() => OccupancyBits.OfBricks(new ulong[7]));
    }

    private static OccupancyBits With(int cascades, int cell)
    {
        OccupancyBits bits = new(cascades);
        bits.Set(cell >> 6, 1ul << (cell & 63));
        bits.Complete();
        return bits;
    }
}
