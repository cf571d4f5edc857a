using System.Numerics;
using NeuralFields.Numerics;
using NeuralFields.Training;

namespace NeuralFields.Sampling;

/// <summary>Draws rays through pixels of photographs: every pixel of every view once per epoch, in random order.</summary>
public sealed class ViewSampler : IRaySource
{
    private const int Together = 16;
    private const ulong OrderStream = 0x6f72646572, RayStream = 0x726179;

    private readonly TrainingView[] _views;
    private readonly int[] _ends;
    private readonly RayBackground _background;
    private readonly ulong _seed;
    private readonly float _near;
    private readonly int _pixelCount;

    /// <summary>A sampler.</summary>
    /// <param name="views">The photographs.</param>
    /// <param name="background">What lies behind.</param>
    /// <param name="near">Distance from the eye from which on anything may be seen.</param>
    /// <param name="seed">Chooses order, backgrounds and the places of samples.</param>
    /// <exception cref="InputException">There is no view, or there are 2³¹ pixels or more.</exception>
    public ViewSampler(IReadOnlyList<TrainingView> views, RayBackground background, double near, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(views);
        _views = [.. views];
        _ends = new int[_views.Length];
        long end = 0;
        for (int i = 0; i < _views.Length; i++)
        {
            end += _views[i].PixelCount;
            if (end > int.MaxValue)
                throw new InputException($"the views have {end} pixels or more, expected at most {int.MaxValue}. Downscale them.");
            _ends[i] = (int)end;
        }
        if (end == 0) throw new InputException("there are no views to train on, expected at least one.");
        (_pixelCount, _background, _near, _seed) = ((int)end, background, (float)near, seed);
    }

    /// <inheritdoc/>
    public int ViewCount => _views.Length;

    /// <inheritdoc/>
    public Vector3 BackOf(int view) => _views[view].Back;

    /// <inheritdoc/>
    public void Fill(long firstRay, Span<TrainingRay> rays)
    {
        Span<int> pixels = stackalloc int[Together];
        while (!rays.IsEmpty)
        {
            (long epoch, long place) = Math.DivRem(firstRay, (long)_pixelCount);
            int count = (int)Math.Min(Math.Min(Together, rays.Length), _pixelCount - place);
            PixelPermutation order = new(_pixelCount, Hash.Mix(_seed, (ulong)epoch, OrderStream));
            order.Fill((int)place, pixels);
            for (int i = 0; i < count; i++) rays[i] = RayOf(pixels[i], (ulong)(firstRay + i));
            rays = rays[count..];
            firstRay += count;
        }
    }

    private TrainingRay RayOf(int pixel, ulong number)
    {
        int index = Array.BinarySearch(_ends, pixel + 1);
        if (index < 0) index = ~index;
        TrainingView view = _views[index];
        int own = pixel - (_ends[index] - view.PixelCount);
        ulong bits = Hash.Mix(_seed, number, RayStream);
        Vector3 background = _background switch
        {
            RayBackground.Random => new Vector3((byte)bits, (byte)(bits >> 8), (byte)(bits >> 16)) * (1f / 255),
            RayBackground.White => Vector3.One,
            _ => Vector3.Zero,
        };
        Vector3 direction = view.DirectionOf(own);
        bool isSeen = direction != Vector3.Zero;
        return new TrainingRay
        {
            Origin = view.Position,
            Direction = isSeen ? direction : view.Back,
            Near = isSeen ? _near : float.PositiveInfinity,
            Jitter = (bits >> 40) * (1f / (1 << 24)),
            Target = isSeen ? view.ColorOf(own, background) : background,
            Background = background,
            View = index,
        };
    }
}
