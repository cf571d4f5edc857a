using NeuralFields.Viewer.Control;

namespace NeuralFields.Viewer.Tests;

public sealed class OverlayTests
{
    [Fact]
    public void Every_printable_letter_has_seven_rows_of_five_dots()
    {
        for (char letter = '!'; letter <= '~'; letter++)
        {
            ReadOnlySpan<byte> rows = Glyphs.Rows(letter);
            Assert.Equal(Glyphs.Height, rows.Length);
            foreach (byte row in rows) Assert.InRange(row, 0, 31);
            Assert.True(letter == '?' || !rows.SequenceEqual(Glyphs.Rows('?')), $"{letter} has no dots.");
        }
    }

    [Fact]
    public void No_two_letters_look_alike()
        => Assert.Equal(
            '~' - '!' + 1,
            Enumerable.Range('!', '~' - '!' + 1).Select(c => Convert.ToHexString(Glyphs.Rows((char)c))).Distinct().Count());

    [Fact]
    public void What_reaches_beyond_the_canvas_is_left_out()
    {
        Canvas canvas = new(10, 8, 1);
        canvas.Fill(-5, -5, 3, 3, 1);
        Assert.True(canvas.IsEmpty);
        canvas.Line(-100, 4, 100, 4, Canvas.Color(255, 255, 255, 255));
        canvas.Text(8, 6, "wide", Canvas.Color(255, 0, 0, 255));
        canvas.Panel(-1, -1, ["longer than the canvas is wide"]);
        Assert.False(canvas.IsEmpty);
    }

    [Fact]
    public void No_key_means_two_things()
        => Assert.Equal(
            KeyBinding.All.Length, KeyBinding.All.Select(b => (b.Key, b.Shift)).Distinct().Count());
}
