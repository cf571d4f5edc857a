using System.Collections.Immutable;
using NeuralFields.Codegen;
using NeuralFields.Numerics;

namespace NeuralFields.Encodings;

public sealed partial record Composite
{
    private ReducedPart Reduced(int firstInput, int count, int firstOutput, int firstParameter)
    {
        ImmutableArray<Range> slices = Slices(count);
        ImmutableArray<ImmutableArray<PointwisePart>>.Builder all =
            ImmutableArray.CreateBuilder<ImmutableArray<PointwisePart>>(Nested.Length);
        int next = firstParameter;
        for (int i = 0; i < Nested.Length; i++)
        {
            List<EncodingPart> parts = [];
            Nested[i].Encoding.AddParts(parts, slices[i], 0, next);
            all.Add([.. parts.Select(p => p as PointwisePart ?? throw NotPointwise(i))]);
            next += ParameterCount(i, slices[i]);
        }
        return new ReducedPart(
            firstInput, count, firstOutput, OutputCount(count), firstParameter, Reduction, all.MoveToImmutable());
    }

    private InputException NotPointwise(int index)
        => new($"Composite: reduction {Reduction} over {Family.Of(Nested[index].Encoding).Name}, expected encodings " +
            "without trained tables. Take Concatenation.");
}

/// <summary>Pointwise encodings whose features are added or multiplied.</summary>
public sealed record ReducedPart(
    int FirstInput, int InputCount, int FirstOutput, int OutputCount, int FirstParameter,
    CompositeReduction Reduction, ImmutableArray<ImmutableArray<PointwisePart>> Nested)
    : PointwisePart(FirstInput, InputCount, FirstOutput, OutputCount, FirstParameter)
{
    /// <inheritdoc/>
    public override PointwiseKernel Kernel(LaneWidth width, ReadOnlySpan<float> parameters)
    {
        NestedKernel[][] kernels = new NestedKernel[Nested.Length][];
        for (int i = 0; i < kernels.Length; i++)
        {
            kernels[i] = new NestedKernel[Nested[i].Length];
            for (int j = 0; j < kernels[i].Length; j++)
            {
                PointwisePart part = Nested[i][j];
                kernels[i][j] = new(part.Kernel(width, parameters), part.FirstInput, part.FirstOutput);
            }
        }
        return new ReducedKernel(kernels, OutputCount, Reduction == CompositeReduction.Product);
    }

    /// <inheritdoc/>
    public override void Lower(ReadOnlySpan<Expr> x, Span<Expr> y)
    {
        Expr[][] features = Features(x);
        for (int i = 0; i < y.Length; i++) y[i] = Join(features, i, except: -1, null);
    }

    /// <inheritdoc/>
    public override void LowerInputGradient(ReadOnlySpan<Expr> x, ReadOnlySpan<Expr> dy, Span<Expr> dx)
    {
        Expr[][] features = Features(x);
        Expr[] own = new Expr[dy.Length];
        for (int n = 0; n < Nested.Length; n++)
        {
            // The slope of a product by one factor is the product of the others.
            for (int i = 0; i < own.Length; i++)
                own[i] = Reduction == CompositeReduction.Product ? Join(features, i, n, dy[i]) : dy[i];
            foreach (PointwisePart part in Nested[n])
                part.LowerInputGradient(x.Slice(part.FirstInput, part.InputCount),
                    own.AsSpan(part.FirstOutput, part.OutputCount), dx.Slice(part.FirstInput, part.InputCount));
        }
    }

    /// <inheritdoc/>
    public override void LowerTangent(ReadOnlySpan<Dual<Expr>> x, Span<Dual<Expr>> y)
    {
        Dual<Expr>[] own = new Dual<Expr>[y.Length];
        for (int n = 0; n < Nested.Length; n++)
        {
            foreach (PointwisePart part in Nested[n])
                part.LowerTangent(x.Slice(part.FirstInput, part.InputCount),
                    own.AsSpan(part.FirstOutput, part.OutputCount));
            for (int i = 0; i < own.Length; i++)
                y[i] = n == 0 ? own[i] : Reduction == CompositeReduction.Product ? y[i] * own[i] : y[i] + own[i];
        }
    }

    /// <summary>[nested][OutputCount] what each nested encoding yields.</summary>
    private Expr[][] Features(ReadOnlySpan<Expr> x)
    {
        Expr[][] features = new Expr[Nested.Length][];
        for (int n = 0; n < features.Length; n++)
        {
            features[n] = new Expr[OutputCount];
            foreach (PointwisePart part in Nested[n])
                part.Lower(x.Slice(part.FirstInput, part.InputCount),
                    features[n].AsSpan(part.FirstOutput, part.OutputCount));
        }
        return features;
    }

    private Expr Join(Expr[][] features, int index, int except, Expr? start)
    {
        Expr? joined = start;
        for (int n = 0; n < features.Length; n++)
            if (n != except)
                joined = joined is not { } before ? features[n][index]
                    : Reduction == CompositeReduction.Product ? before * features[n][index]
                    : before + features[n][index];
        return joined!.Value;
    }
}

/// <summary>A kernel with the rows it works on.</summary>
internal readonly record struct NestedKernel(PointwiseKernel Kernel, int FirstInput, int FirstOutput);

/// <summary>Adds or multiplies the features of several kernels, sixteen samples at a time.</summary>
internal sealed unsafe class ReducedKernel(NestedKernel[][] nested, int outputs, bool product) : PointwiseKernel
{
    private const int Block = 16;

    /// <inheritdoc/>
    public override void Forward(float* x, nint xStride, float* y, nint yStride, int count)
    {
        float* own = stackalloc float[outputs * Block];
        for (int i = 0; i < count; i += Block)
            for (int n = 0; n < nested.Length; n++)
            {
                Encode(n, x + i, xStride, own);
                for (int row = 0; row < outputs; row++)
                    Join(own + (row * Block), y + i + (row * yStride), first: n == 0);
            }
    }

    /// <inheritdoc/>
    public override void InputGradient(float* x, nint xStride, float* dy, nint yStride, float* dx, int count)
    {
        int size = outputs * Block;
        float* others = stackalloc float[size];
        float* own = stackalloc float[size];
        for (int i = 0; i < count; i += Block)
            for (int n = 0; n < nested.Length; n++)
            {
                for (int row = 0; row < outputs; row++)
                    Join(dy + i + (row * yStride), others + (row * Block), first: true);
                if (product) TimesOthers(n, x + i, xStride, others, own);
                foreach (NestedKernel part in nested[n])
                    part.Kernel.InputGradient(x + i + (part.FirstInput * xStride), xStride,
                        others + (part.FirstOutput * Block), Block, dx + i + (part.FirstInput * xStride), Block);
            }
    }

    /// <inheritdoc/>
    public override void Tangent(float* x, float* direction, nint xStride, float* tangent, nint yStride, int count)
    {
        int size = outputs * Block;
        float* moved = stackalloc float[size];
        float* own = stackalloc float[size];
        for (int i = 0; i < count; i += Block)
            for (int n = 0; n < nested.Length; n++)
            {
                foreach (NestedKernel part in nested[n])
                {
                    nint from = i + (part.FirstInput * xStride);
                    part.Kernel.Tangent(
                        x + from, direction + from, xStride, moved + (part.FirstOutput * Block), Block, Block);
                }
                if (product) TimesOthers(n, x + i, xStride, moved, own);
                for (int row = 0; row < outputs; row++)
                {
                    float* sum = tangent + i + (row * yStride), term = moved + (row * Block);
                    for (int t = 0; t < Block; t++) sum[t] = n == 0 ? term[t] : sum[t] + term[t];
                }
            }
    }

    /// <summary>The slope of a product by one factor is the product of the others.</summary>
    private void TimesOthers(int index, float* x, nint xStride, float* features, float* own)
    {
        for (int m = 0; m < nested.Length; m++)
        {
            if (m == index) continue;
            Encode(m, x, xStride, own);
            for (int row = 0; row < outputs; row++) Join(own + (row * Block), features + (row * Block), first: false);
        }
    }

    private void Encode(int index, float* x, nint xStride, float* y)
    {
        foreach (NestedKernel part in nested[index])
            part.Kernel.Forward(x + (part.FirstInput * xStride), xStride, y + (part.FirstOutput * Block), Block, Block);
    }

    private void Join(float* features, float* y, bool first)
    {
        for (int i = 0; i < Block; i++) y[i] = first ? features[i] : product ? y[i] * features[i] : y[i] + features[i];
    }
}
