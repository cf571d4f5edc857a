using NeuralFields.Geometry;
using NeuralFields.Viewer.Interop;

namespace NeuralFields.Viewer.Tests;

/// <summary>From few pixels to all, and on to the edges.</summary>
public sealed class PainterTests
{
    private readonly CountingField _field = new();

    [Fact]
    public void A_view_is_painted_coarse_then_whole_then_at_its_edges()
    {
        using ProgressivePainter painter = new(_field, () => { });
        painter.Want(new(), 64, 48);
        Assert.False(painter.IsSettled);
        Frame last = Finish(painter);
        Assert.Equal((64, 48), (last.Width, last.Height));
        Assert.All(last.Pixels, p => Assert.Equal(CountingField.Painted, p));
        Assert.Equal((16, 12), _field.Sizes[0]);
        Assert.Equal((64, 48), _field.Sizes[^1]);
        Assert.Equal((16 * 12) + (64 * 48) + 5, _field.Pixels);
    }

    [Fact]
    public void Another_wish_ends_the_one_before()
    {
        using ProgressivePainter painter = new(_field, () => { });
        _field.WhilePainting = () => painter.Want(new() { Exposure = 1 }, 64, 48);
        painter.Want(new(), 64, 48);
        painter.Work(0);
        Assert.Null(painter.Take());
        _field.WhilePainting = null;
        Finish(painter);
        Assert.Equal(1, _field.LastView!.Exposure);
    }

    [Fact]
    public void The_same_wish_is_painted_once()
    {
        using ProgressivePainter painter = new(_field, () => { });
        painter.Want(new(), 32, 24);
        Finish(painter);
        long pixels = _field.Pixels;
        painter.Want(new(), 32, 24);
        Assert.False(painter.Work(1));
        Assert.Equal(pixels, _field.Pixels);
    }

    [Fact]
    public void A_changed_field_is_painted_again_without_a_coarse_picture()
    {
        using ProgressivePainter painter = new(_field, () => { });
        painter.Want(new(), 64, 48);
        Finish(painter);
        int pictures = _field.Sizes.Count;
        painter.Renew();
        Assert.False(painter.IsSettled);
        Finish(painter);
        Assert.Equal([(64, 48)], _field.Sizes.Skip(pictures));
    }

    [Theory]
    [InlineData(0, 48)]
    [InlineData(64, 0)]
    public void Nothing_is_painted_for_a_window_of_no_size(int width, int height)
    {
        using ProgressivePainter painter = new(_field, () => { });
        painter.Want(new(), width, height);
        Assert.False(painter.Work(0));
        Assert.True(painter.IsSettled);
    }

    private static Frame Finish(ProgressivePainter painter)
    {
        Frame? last = null;
        while (!painter.IsSettled)
        {
            painter.Work(0.01);
            last = painter.Take() ?? last;
        }
        return painter.Take() ?? last!;
    }

    /// <summary>A field that counts what is asked of it.</summary>
    private sealed class CountingField : ViewedField
    {
        public const uint Painted = 0xff3366cc;

        public List<(int, int)> Sizes { get; } = [];

        public long Pixels { get; private set; }

        public ViewState? LastView { get; private set; }

        public Action? WhilePainting { get; set; }

        public override Box3 Bounds => new(default, new(1, 1, 1));

        // As slow as can be: a moving picture is the least one.
        public override double FrameRate => 1e12;

        public override (int Width, int Height) LeastSize(int width, int height) => (width / 4, height / 4);

        public override ViewState Home(double aspect) => new();

        internal override void UseGpu(Gl? gl) { }

        public override FieldCanvas Begin(ViewState view, int width, int height)
        {
            Sizes.Add((width, height));
            LastView = view;
            return new CountingCanvas(this, width, height);
        }

        private sealed class CountingCanvas(CountingField field, int width, int height) : FieldCanvas
        {
            public override int Width => width;

            public override int Height => height;

            public override ReadOnlyMemory<int> Order { get; } = Enumerable.Range(0, width * height).ToArray();

            public override int FineSamples => 5;

            public override void Paint(ReadOnlyMemory<int> pixels, int samples, CancellationToken cancellation)
            {
                field.WhilePainting?.Invoke();
                cancellation.ThrowIfCancellationRequested();
                field.Pixels += pixels.Length;
            }

            public override ReadOnlyMemory<int> Edges() => Order[..5];

            public override void Write(ReadOnlySpan<int> pixels, Frame frame)
            {
                foreach (int pixel in pixels) frame.Pixels[pixel] = Painted;
            }
        }
    }
}
