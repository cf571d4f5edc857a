using NeuralFields.Descriptions;
using NeuralFields.Fields;

namespace NeuralFields.Tests.Fields;

public sealed class CoordinateFrameTests
{
    [Theory]
    [InlineData(CoordinateRange.Unit, CoordinateAspect.Stretched, 0, 1, 0, 1)]
    [InlineData(CoordinateRange.Unit, CoordinateAspect.Isotropic, 0, 1, 0, 0.5)]
    [InlineData(CoordinateRange.Symmetric, CoordinateAspect.Stretched, -1, 1, -1, 1)]
    [InlineData(CoordinateRange.Symmetric, CoordinateAspect.Isotropic, -1, 1, -0.5, 0.5)]
    public void Corners_of_a_wide_picture(
        CoordinateRange range, CoordinateAspect aspect, float left, float right, float top, float bottom)
    {
        CoordinateMap map = new CoordinateFrame { Range = range, Aspect = aspect }.Map(400, 200);
        Assert.Equal((left, right, top, bottom), (map.X(0), map.X(1), map.Y(0), map.Y(1)));
    }

    [Fact]
    public void A_frame_survives_being_written_and_read()
    {
        CoordinateFrame frame = new() { Range = CoordinateRange.Symmetric, Aspect = CoordinateAspect.Isotropic };
        DescriptionNode node = CoordinateFrame.Schema.Write(frame);
        Assert.Equal("""{"range":"symmetric","aspect":"isotropic"}""", DescriptionWriter.ToLine(node));
        Assert.Equal(frame, CoordinateFrame.Schema.Read(node));
    }

    [Fact]
    public void Unknown_words_are_refused()
    {
        DescriptionNode node = DescriptionNode.Of([new("range", DescriptionNode.Of("Unit"))], "s.json(1,2)");
        InputException mistake = Assert.Throws<InputException>(() => CoordinateFrame.Schema.Read(node));
        Assert.Contains("expected one of unit, symmetric", mistake.Message);
    }
}
