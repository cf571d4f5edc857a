using NeuralFields.Datasets;
using NeuralFields.Geometry;

namespace NeuralFields.Tests.Datasets;

public sealed class PosedDatasetTests
{
    [Fact]
    public void Names_are_ordered_as_people_count()
    {
        string[] names = ["r_10", "r_9", "r_010", "r_1b", "r_1", "R_1", "", "r_", "r_100000000000000000000"];
        Assert.Equal(
            ["", "R_1", "r_", "r_1", "r_1b", "r_9", "r_010", "r_10", "r_100000000000000000000"],
            names.Order(NaturalOrder.Comparer));
    }

    [Fact]
    public void Every_eighth_view_by_name_is_held_out_beginning_with_the_first()
    {
        PosedDataset all = Rigs.Dataset(Rigs.Orbit(Point3.Zero, 4, 17)), held = all.HoldOut(8);
        Assert.Equal(["r_0", "r_8", "r_16"], held.Of(ViewSplit.Test).Select(v => v.Name));
        Assert.Equal(14, held.Of(ViewSplit.Train).Length);
        Assert.False(all.HasSplit);
        Assert.True(held.HasSplit);
    }

    [Fact]
    public void A_holdout_that_leaves_nothing_to_train_is_refused()
    {
        Assert.Throws<InputException>(() => Rigs.Dataset(Rigs.Orbit(Point3.Zero, 4)).HoldOut(1));
        Assert.Throws<InputException>(() => Rigs.Dataset(Rigs.Orbit(Point3.Zero, 4, 1)).HoldOut(8));
    }
}
