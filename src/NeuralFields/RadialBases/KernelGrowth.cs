using NeuralFields.Descriptions;

namespace NeuralFields.RadialBases;

/// <summary>Kernels that join while a picture is fitted, where the error is.</summary>
/// <param name="First">The part of the kernels that is there from the start.</param>
/// <param name="Rounds">How often some of the others join, as many each time.</param>
/// <param name="Every">Steps from one round to the next.</param>
/// <remarks>Zhang et al. 2025, Image-GS: half of them at first, and four additions.</remarks>
public sealed record KernelGrowth(double First, int Rounds, int Every)
{
    private static readonly Schema<KernelGrowth, KernelGrowth> s_schema = new(
        "", "Kernels that join while a picture is fitted.", new KernelGrowth(0.5, 4, 500),
        Key.Number<KernelGrowth>("first", g => g.First, (g, v) => g with { First = v },
            "part of the kernels that is there from the start", 0, 1),
        Key.Int<KernelGrowth>("rounds", g => g.Rounds, (g, v) => g with { Rounds = v },
            "how often others join", 1, 1000),
        Key.Int<KernelGrowth>("every", g => g.Every, (g, v) => g with { Every = v },
            "steps from one round to the next", 1, 1 << 24));

    /// <summary>Kernels that are there once a step has begun.</summary>
    /// <param name="kernels">All kernels.</param>
    /// <param name="least">How many there are at least.</param>
    /// <param name="step">Steps done.</param>
    public int Count(int kernels, int least, long step)
    {
        long waits = Rounds - Math.Min(Rounds, step / Every);
        int first = Math.Clamp((int)(kernels * First), least, kernels);
        return kernels - (int)((kernels - first) * waits / Rounds);
    }

    /// <summary>Whether kernels join before a step.</summary>
    /// <param name="step">Steps done.</param>
    public bool IsDue(long step) => step > 0 && step % Every == 0 && step / Every <= Rounds;

    /// <summary>The key that holds it, or false for none.</summary>
    internal static SchemaKey<T> KeyOf<T>(string name, Func<T, KernelGrowth?> get, Func<T, KernelGrowth?, T> set)
        => new(name, "pictures: kernels join where the error is: { first, rounds, every }, or false",
            (part, node) => set(part, Read(name, node)),
            part => get(part) is { } growth ? s_schema.Write(growth) : DescriptionNode.Of(false));

    private static KernelGrowth? Read(string name, DescriptionNode node)
    {
        if (node.Kind == DescriptionKind.Boolean && !node.AsBoolean(name)) return null;
        if (node.Kind != DescriptionKind.Object) throw node.Wrong(name, "{ first, rounds, every }, or false");
        return s_schema.ReadOver(new KernelGrowth(0.5, 4, 500), node);
    }
}
