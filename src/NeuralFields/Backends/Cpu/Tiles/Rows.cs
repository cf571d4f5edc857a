using System.Numerics;

namespace NeuralFields.Backends.Cpu;

/// <summary>Plain moves of rows.</summary>
internal static unsafe class Rows
{
    public static void Copy(float* source, float* target, nint stride, int rows, int columns)
    {
        for (int r = 0; r < rows; r++)
            new ReadOnlySpan<float>(source + (r * stride), columns).CopyTo(new(target + (r * stride), columns));
    }

    public static void Clear(float* target, nint stride, int rows, int columns)
    {
        for (int r = 0; r < rows; r++) new Span<float>(target + (r * stride), columns).Clear();
    }

    /// <summary>target += source.</summary>
    public static void Add(float* source, float* target, nint stride, int rows, int columns)
    {
        for (int r = 0; r < rows; r++, source += stride, target += stride)
        {
            int t = 0;
            for (; t <= columns - Vector<float>.Count; t += Vector<float>.Count)
                (Vector.Load(target + t) + Vector.Load(source + t)).Store(target + t);
            for (; t < columns; t++) target[t] += source[t];
        }
    }

    /// <summary>(x, y) ← (x·slope, x·y).</summary>
    public static void Bend(float* x, float* slope, float* y, nint stride, int rows, int columns)
    {
        for (int r = 0; r < rows; r++, x += stride, slope += stride, y += stride)
            for (int t = 0; t < columns; t += Vector<float>.Count)
            {
                Vector<float> factor = Vector.Load(x + t);
                (factor * Vector.Load(y + t)).Store(y + t);
                (factor * Vector.Load(slope + t)).Store(x + t);
            }
    }

    /// <summary>x ← x·slope + extra.</summary>
    public static void MultiplyAdd(float* x, float* slope, float* extra, nint stride, int rows, int columns)
    {
        for (int r = 0; r < rows; r++, x += stride, slope += stride, extra += stride)
            for (int t = 0; t < columns; t += Vector<float>.Count)
                ((Vector.Load(x + t) * Vector.Load(slope + t)) + Vector.Load(extra + t)).Store(x + t);
    }

    /// <summary>Sample-major numbers into rows; columns after the last sample read zero.</summary>
    public static void FromSamples(ReadOnlySpan<float> samples, int width, float* rows, nint stride, int columns)
    {
        int count = samples.Length / width;
        for (int r = 0; r < width; r++)
        {
            float* row = rows + (r * stride);
            for (int t = 0; t < count; t++) row[t] = samples[(t * width) + r];
            for (int t = count; t < columns; t++) row[t] = 0;
        }
    }

    /// <summary>Rows into sample-major numbers.</summary>
    public static void ToSamples(float* rows, nint stride, int first, int count, Span<float> samples, int width)
    {
        for (int r = 0; r < count; r++)
        {
            float* row = rows + (r * stride);
            for (int t = 0, n = samples.Length / width; t < n; t++) samples[(t * width) + first + r] = row[t];
        }
    }
}
