using NeuralFields.Images;

namespace NeuralFields.Tests.Images;

public sealed class ImageRowTests
{
    [Fact]
    public void Pictures_stand_side_by_side()
    {
        Image a = new(1, 2, 1), b = new(2, 2, 1);
        (a[0, 1][0], b[1, 0][0]) = (0.25f, 0.75f);
        Image row = ImageRow.Of(a, b, a);
        Assert.Equal((4, 2), (row.Width, row.Height));
        Assert.Equal([0, 0, 0.75f, 0, 0.25f, 0, 0, 0.25f], row.Samples);
    }

    [Fact]
    public void Pictures_of_different_heights_are_refused()
        => Assert.Throws<ArgumentException>(() => ImageRow.Of(new Image(1, 2, 1), new Image(1, 3, 1)));
}
