using System.Globalization;
using System.Text;
using NeuralFields.IO.Surfaces;

namespace NeuralFields.IO.Tests.Surfaces;

public sealed class NumberTextTests
{
    [Theory]
    [InlineData("0", 0)]
    [InlineData("-1.5", -1.5)]
    [InlineData("+2.", 2)]
    [InlineData(".25", 0.25)]
    [InlineData("1e3", 1000)]
    [InlineData("-1.25E-2", -0.0125)]
    [InlineData("123456789012345678901234567890", 123456789012345678901234567890.0)]
    [InlineData("0.000000000000000000000000000012345", 1.2345e-29)]
    [InlineData("1e400", double.PositiveInfinity)]
    [InlineData("1e-400", 0)]
    [InlineData("-inf", double.NegativeInfinity)]
    [InlineData("Infinity", double.PositiveInfinity)]
    [InlineData("NaN", double.NaN)]
    [InlineData("9007199254740993", 9007199254740993.0)]
    public void Numbers_are_read_whole(string text, double expected)
    {
        byte[] bytes = Encoding.ASCII.GetBytes(text + " 7");
        Assert.Equal(text.Length, NumberText.Read(bytes, out double value));
        Assert.Equal(expected, value);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData(".")]
    [InlineData("e5")]
    [InlineData("x1")]
    [InlineData("in")]
    public void What_is_no_number_has_no_length(string text)
        => Assert.Equal(0, NumberText.Read(Encoding.ASCII.GetBytes(text), out _));

    [Fact]
    public void Any_double_is_read_as_the_runtime_reads_it()
    {
        Random random = new(1);
        for (int i = 0; i < 20_000; i++)
        {
            double number = BitConverter.Int64BitsToDouble(random.NextInt64());
            if (!double.IsFinite(number)) continue;
            if (i % 2 == 0) number = (random.NextDouble() - 0.5) * 1000;
            string text = number.ToString(i % 3 == 0 ? "R" : i % 3 == 1 ? "G9" : "E20", CultureInfo.InvariantCulture);
            Assert.Equal(text.Length, NumberText.Read(Encoding.ASCII.GetBytes(text), out double value));
            Assert.Equal(double.Parse(text, CultureInfo.InvariantCulture), value);
        }
    }
}
