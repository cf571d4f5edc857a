using NeuralFields.Codegen;
using NeuralFields.Numerics;

namespace NeuralFields.Fields;

/// <summary>First values of networks that depend on the features they read.</summary>
internal static class FieldStart
{
    // Streams of the tensors' own values start at 1.
    private const ulong FirstStream = 1UL << 32;

    /// <summary>Shows a network the features of random places in [0,1] of all ports.</summary>
    /// <param name="spec">The field.</param>
    /// <param name="node">A network of it.</param>
    /// <param name="values">[Layout.Count] first values; those of the network change.</param>
    /// <param name="seed">The run's seed.</param>
    /// <remarks>In place of another network's outputs, which nobody knows yet, stand numbers in [−1,1].</remarks>
    public static void Complete(FieldSpec spec, NetworkNode node, float[] values, ulong seed)
    {
        int points = node.Network.StartPoints, inputs = spec.InputSize(node);
        Pcg32 random = new(seed, FirstStream + (ulong)spec.Nodes.IndexOf(node));
        Dictionary<string, double[]> known = [];
        foreach (FieldPort port in spec.Ports) known[port.Name] = Draw(ref random, points * port.Size, 0);
        foreach (FieldNode before in spec.Nodes.TakeWhile(n => n != node))
            known[before.Name] = before is EncodingNode encoding
                ? Encode(spec, encoding, Join(spec, encoding, known, points), points, values)
                : Draw(ref random, points * spec.SizeOf(before.Name), -1);
        node.Network.Start(values.AsSpan(spec.FirstParameter(node)), inputs, Join(spec, node, known, points), ref random);
    }

    private static double[] Draw(ref Pcg32 random, int count, double from)
    {
        double[] numbers = new double[count];
        foreach (ref double number in numbers.AsSpan()) number = from + ((1 - from) * random.NextDouble());
        return numbers;
    }

    /// <summary>[points, InputSize] what a node reads.</summary>
    private static double[] Join(FieldSpec spec, FieldNode node, Dictionary<string, double[]> known, int points)
    {
        int width = spec.InputSize(node), first = 0;
        double[] joined = new double[points * width];
        foreach (string name in node.Inputs)
        {
            int size = spec.SizeOf(name);
            for (int p = 0; p < points; p++)
                known[name].AsSpan(p * size, size).CopyTo(joined.AsSpan((p * width) + first));
            first += size;
        }
        return joined;
    }

    private static double[] Encode(FieldSpec spec, EncodingNode node, double[] x, int points, float[] values)
    {
        int inputs = spec.InputSize(node), outputs = spec.SizeOf(node.Name);
        using ExprGraph graph = ExprGraph.Open();
        Expr[] y = new Expr[outputs];
        node.Encoding.Lower([.. Enumerable.Range(0, inputs).Select(graph.Input)], spec.FirstParameter(node), y);
        double[] features = new double[points * outputs];
        for (int p = 0; p < points; p++)
            DoubleInterpreter.Evaluate<float>(graph, y, x.AsSpan(p * inputs, inputs), values)
                .CopyTo(features, p * outputs);
        return features;
    }
}
