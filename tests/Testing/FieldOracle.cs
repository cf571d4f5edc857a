using NeuralFields.Fields;
using NeuralFields.Networks;
using NeuralFields.Numerics;
using NeuralFields.Parameters;

namespace NeuralFields.Testing;

/// <summary>
/// A field in double precision, by the plainest means: encodings through the interpreter of their expression graphs,
/// networks by loops, derivatives by central differences. Slow; the judge of every backend.
/// </summary>
public sealed class FieldOracle
{
    private readonly Dictionary<string, EncodingOracle> _encodings = [];

    /// <summary>Prepares a field.</summary>
    public FieldOracle(FieldSpec spec)
    {
        (Spec, Layout) = (spec, spec.Layout());
        foreach (EncodingNode node in spec.Nodes.OfType<EncodingNode>())
            _encodings[node.Name] = new(node.Encoding, spec.InputSize(node), spec.FirstParameter(node));
    }

    /// <summary>The field.</summary>
    public FieldSpec Spec { get; }

    /// <summary>Its tensors.</summary>
    public ParameterLayout Layout { get; }

    /// <summary>Evaluates samples.</summary>
    /// <param name="inputs">[samples, inputs] coordinates.</param>
    /// <param name="parameters">[Layout.Count] in logical order.</param>
    /// <returns>[samples, outputs] values.</returns>
    public double[] Evaluate(ReadOnlySpan<double> inputs, double[] parameters)
    {
        int samples = inputs.Length / Spec.InputCount, outputs = Spec.OutputCount;
        double[] result = new double[samples * outputs];
        for (int i = 0; i < samples; i++)
            EvaluateOne(inputs.Slice(i * Spec.InputCount, Spec.InputCount), parameters)
                .CopyTo(result.AsSpan(i * outputs, outputs));
        return result;
    }

    /// <summary>The gradient of a function of the outputs by the trained parameters; zero for the others.</summary>
    /// <param name="inputs">[samples, inputs] coordinates.</param>
    /// <param name="parameters">[Layout.Count] in logical order.</param>
    /// <param name="loss">A number from the [samples, outputs] values.</param>
    public double[] ParameterGradient(double[] inputs, double[] parameters, Func<double[], double> loss)
    {
        double[] gradient = new double[Layout.Count];
        foreach (ParameterTensor tensor in Layout.Tensors.Where(t => t.IsTrained))
        {
            double[] moved = [.. parameters];
            double[] own = CentralDifference.Gradient(
                values =>
                {
                    values.CopyTo(moved, tensor.Offset);
                    return loss(Evaluate(inputs, moved));
                },
                parameters[tensor.Offset..(tensor.Offset + tensor.Count)]);
            own.CopyTo(gradient, tensor.Offset);
        }
        return gradient;
    }

    /// <summary>The gradient of a weighted sum of the outputs with respect to the coordinates.</summary>
    /// <param name="inputs">[samples, inputs] coordinates.</param>
    /// <param name="parameters">[Layout.Count] in logical order.</param>
    /// <param name="outputGradients">[samples, outputs] weights.</param>
    /// <returns>[samples, inputs].</returns>
    public double[] InputGradient(double[] inputs, double[] parameters, double[] outputGradients)
    {
        int samples = inputs.Length / Spec.InputCount, outputs = Spec.OutputCount;
        double[] gradient = new double[inputs.Length];
        for (int i = 0; i < samples; i++)
        {
            double[] weights = outputGradients[(i * outputs)..((i + 1) * outputs)];
            CentralDifference.Gradient(
                x => Dot(weights, EvaluateOne(x, parameters)),
                inputs[(i * Spec.InputCount)..((i + 1) * Spec.InputCount)])
                .CopyTo(gradient, i * Spec.InputCount);
        }
        return gradient;
    }

    /// <summary>
    /// The gradient of the first output of one sample with respect to the first port, exact but for encodings: values
    /// and their movements are carried through the nodes.
    /// </summary>
    /// <param name="inputs">[inputs] coordinates.</param>
    /// <param name="parameters">[Layout.Count] in logical order.</param>
    /// <returns>[size of the first port].</returns>
    public double[] PositionGradient(double[] inputs, double[] parameters)
    {
        double[] gradient = new double[Spec.Ports[0].Size];
        for (int d = 0; d < gradient.Length; d++)
        {
            double[] direction = new double[inputs.Length];
            direction[d] = 1;
            gradient[d] = MoveOne(inputs, direction, parameters);
        }
        return gradient;
    }

    /// <summary>The weighted sum of two lists of numbers, as a loss for the gradients.</summary>
    public static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++) sum += a[i] * b[i];
        return sum;
    }

    private double MoveOne(double[] inputs, double[] direction, double[] parameters)
    {
        Dictionary<string, double[]> values = OfPorts(inputs), moves = OfPorts(direction);
        foreach (FieldNode node in Spec.Nodes)
        {
            double[] x = [.. node.Inputs.SelectMany(name => values[name])];
            moves[node.Name] = MoveNode(node, x, [.. node.Inputs.SelectMany(name => moves[name])], parameters);
            values[node.Name] = EvaluateNode(node, x, parameters);
        }
        FieldHead head = Spec.Heads[0];
        return head.Activation.Slope((F64)values[head.Node][head.First]) * moves[head.Node][head.First];
    }

    private double[] MoveNode(FieldNode node, double[] x, double[] direction, double[] parameters) => node switch
    {
        EncodingNode => _encodings[node.Name].Tangent(x, direction, parameters),
        NetworkNode { Network: Mlp mlp } network => MlpOracle.Tangent(
            mlp, x, direction, network.Outputs, parameters.AsSpan(Spec.FirstParameter(node))),
        _ => throw new NotSupportedException($"{node.Name}: {node.GetType().Name} has no oracle."),
    };

    private Dictionary<string, double[]> OfPorts(ReadOnlySpan<double> inputs)
    {
        Dictionary<string, double[]> values = [];
        int next = 0;
        foreach (FieldPort port in Spec.Ports)
        {
            values[port.Name] = inputs.Slice(next, port.Size).ToArray();
            next += port.Size;
        }
        return values;
    }

    private double[] EvaluateOne(ReadOnlySpan<double> inputs, double[] parameters)
    {
        Dictionary<string, double[]> values = OfPorts(inputs);
        foreach (FieldNode node in Spec.Nodes)
            values[node.Name] = EvaluateNode(node, [.. node.Inputs.SelectMany(name => values[name])], parameters);
        return
        [
            .. Spec.Heads.SelectMany(head => values[head.Node].Skip(head.First).Take(head.Count)
                .Select(v => head.Activation.Value((F64)v).Value)),
        ];
    }

    private double[] EvaluateNode(FieldNode node, double[] x, double[] parameters) => node switch
    {
        EncodingNode => _encodings[node.Name].Evaluate<double>(x, parameters),
        NetworkNode { Network: Mlp mlp } network => MlpOracle.Evaluate(
            mlp, x, network.Outputs, parameters.AsSpan(Spec.FirstParameter(node))),
        NetworkNode { Network: GaussianRbf rbf } network => GaussianRbfOracle.Evaluate(
            rbf, x, network.Outputs, parameters.AsSpan(Spec.FirstParameter(node))),
        _ => throw new NotSupportedException($"{node.Name}: {node.GetType().Name} has no oracle."),
    };
}
