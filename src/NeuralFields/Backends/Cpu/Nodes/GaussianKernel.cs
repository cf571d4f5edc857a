using NeuralFields.Networks;
using NeuralFields.Numerics;

namespace NeuralFields.Backends.Cpu;

/// <summary>What Gaussian units do to rows, apart from products.</summary>
internal abstract unsafe class GaussianKernel
{
    public static GaussianKernel For(LaneWidth width) => width switch
    {
        LaneWidth.Sixteen => new GaussianKernel<Lanes16>(),
        LaneWidth.Eight => new GaussianKernel<Lanes8>(),
        LaneWidth.Four => new GaussianKernel<Lanes4>(),
        _ => new GaussianKernel<Lanes1>(),
    };

    /// <summary>Writes F and F∘F.</summary>
    public abstract void Square(float* f, float* copy, float* square, int count);

    /// <summary>Exponents become responses.</summary>
    public abstract void Respond(float* z, int count);

    /// <summary>dF = A + 2F∘B, where A and B are the gradients of F and F∘F as the product has them.</summary>
    public abstract void Unsquare(float* f, float* a, float* b, float* gradient, bool add, int count);
}

/// <summary>The same for one lane width.</summary>
internal sealed unsafe class GaussianKernel<T> : GaussianKernel where T : struct, ILanes<T>
{
    public override void Square(float* f, float* copy, float* square, int count)
    {
        for (int t = 0; t < count; t += T.Width)
        {
            T value = T.Load(f + t);
            value.Store(copy + t);
            (value * value).Store(square + t);
        }
    }

    public override void Respond(float* z, int count)
    {
        for (int t = 0; t < count; t += T.Width) GaussianRbf.Response(T.Load(z + t)).Store(z + t);
    }

    public override void Unsquare(float* f, float* a, float* b, float* gradient, bool add, int count)
    {
        for (int t = 0; t < count; t += T.Width)
        {
            T value = T.Load(f + t), sum = T.Fma(value + value, T.Load(b + t), T.Load(a + t));
            (add ? T.Load(gradient + t) + sum : sum).Store(gradient + t);
        }
    }
}
