using NeuralFields.Backends;
using NeuralFields.Backends.Cpu;
using NeuralFields.Losses;
using NeuralFields.Numerics;
using NeuralFields.Optimizers;
using NeuralFields.Testing;
using NeuralFields.Training;

namespace NeuralFields.Tests.Backends;

/// <summary>One step of plain gradient descent shows the gradient that the backward pass made.</summary>
public sealed class TrainingStepTests
{
    // A large rate keeps the step's digits: parameters are stored to about 1e-7.
    private const double Rate = 8;
    private const int Samples = 24, MostPerTensor = 24;

    public static TheoryData<string> Names => FieldCases.Names;

    public static TheoryData<string> Losses => [.. Loss.All.Select(l => l.Name)];

    [Theory, MemberData(nameof(Names))]
    public void A_step_follows_the_central_differences_of_the_mean_loss(string name)
        => Check(name, Loss.Find("L2"));

    [Theory, MemberData(nameof(Losses))]
    public void A_step_follows_the_central_differences_of_every_loss(string loss)
        => Check("graph radiance", Loss.Find(loss));

    private static void Check(string name, Loss loss)
    {
        FieldCase test = FieldCases.All[name];
        float[] points = test.Points(Samples), targets = test.OutputNumbers(Samples);
        ListedSamples samples = new(points, targets, test.Spec.InputCount, test.Spec.OutputCount);
        FieldOracle oracle = new(test.Spec);
        double[] inputs = Wide.Of(points), parameters = Wide.Of(test.Parameters());
        double[] held = oracle.Evaluate(inputs, parameters), wanted = Wide.Of(targets);
        double Mean(double[] y) => y.Select((p, i) => loss.Value((F64)p, (F64)wanted[i], (F64)held[i]).Value).Average();
        int[] components = ComponentGradient.Components(oracle.Layout, MostPerTensor);
        double[] expected = ComponentGradient.Of(components, parameters, p => Mean(oracle.Evaluate(inputs, p)));
        double floor = 5e-8 + (2e-5 * expected.Max(Math.Abs));
        foreach (LaneWidth width in Enum.GetValues<LaneWidth>())
            foreach (int batch in (int[])[Samples, 40 * Samples])
            {
                (float[] after, double meanLoss) = Step(test, loss, width, batch, samples);
                string where = $"{name}, {loss.Name}, {width}, batch {batch}";
                AssertClose.Number(Mean(held), meanLoss, 1e-4, 1e-6, where + ": loss");
                double[] actual = [.. components.Select(c => (parameters[c] - after[c]) / Rate)];
                AssertClose.Relative(expected, actual, 2e-4, floor, where);
            }
    }

    private static (float[] After, double Loss) Step(
        FieldCase test, Loss loss, LaneWidth width, int batch, ListedSamples samples)
    {
        using CpuBackend backend = new(1, width);
        using IFieldProgram program = backend.Compile(test.Spec);
        float[] parameters = test.Parameters();
        program.SetParameters(parameters);
        using ITrainingRun run = program.Train(new() { Loss = loss, Optimizer = new Sgd(), BatchSize = batch }, samples);
        double mean = run.Step(Rate);
        program.GetParameters(parameters);
        return (parameters, mean);
    }
}
