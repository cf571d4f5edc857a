using NeuralFields.Activations;
using NeuralFields.Backends;
using NeuralFields.Backends.Cpu;
using NeuralFields.Encodings;
using NeuralFields.Fields;
using NeuralFields.Losses;
using NeuralFields.Networks;
using NeuralFields.Numerics;
using NeuralFields.Optimizers;
using NeuralFields.Testing;
using NeuralFields.Training;

namespace NeuralFields.Tests.Backends;

/// <summary>Whole runs with a loss of value and gradient.</summary>
public sealed class GradientRunTests
{
    private const int Samples = 499, Steps = 12;
    private const double Rate = 1e-2;

    public static TheoryData<string, string> FieldsAndLosses()
    {
        TheoryData<string, string> data = [];
        string[] fields = ["graph network of a network, and of features", "shape 3-40x2", "encoding hash3"];
        foreach (string field in fields)
            foreach (GradientLoss loss in GradientLoss.All) data.Add(field, loss.Name);
        return data;
    }

    [Theory, MemberData(nameof(FieldsAndLosses))]
    public void Any_number_of_threads_trains_the_same_parameters(string name, string loss)
    {
        FieldCase test = Case(name);
        TrainingSpec training = Training(loss) with { BatchSize = 1100 };
        float[] alone = Train(test, training, threads: 1);
        Assert.NotEqual(test.Parameters(), alone);
        foreach (int threads in (int[])[2, 8])
            AssertClose.SameBits(alone, Train(test, training, threads), $"{name}, {threads} threads");
    }

    [Theory, MemberData(nameof(FieldsAndLosses))]
    public void A_restored_run_goes_on_as_if_it_had_never_stopped(string name, string loss)
    {
        FieldCase test = Case(name);
        TrainingSpec training = Training(loss) with { BatchSize = 300 };
        using CpuBackend backend = new(2);
        using IFieldProgram whole = Program(backend, test.Spec, test.Parameters());
        using ITrainingRun uninterrupted = whole.Train(training, SamplesOf(test, training));
        for (int i = 0; i < Steps; i++) uninterrupted.Step(Rate);
        float[] half = new float[test.Parameters().Length], expected = new float[half.Length];
        whole.GetParameters(half);
        TrainingState state = uninterrupted.Save();
        for (int i = 0; i < Steps; i++) uninterrupted.Step(Rate);
        whole.GetParameters(expected);

        using IFieldProgram second = Program(backend, test.Spec, half);
        using ITrainingRun resumed = second.Train(training, SamplesOf(test, training));
        resumed.Restore(state);
        for (int i = 0; i < Steps; i++) resumed.Step(Rate);
        second.GetParameters(half);
        AssertClose.SameBits(expected, half, name);
    }

    [Theory, InlineData("shape 3-40x2"), InlineData("encoding hash3")]
    public void A_step_allocates_nothing(string name)
    {
        FieldCase test = Case(name);
        using CpuBackend backend = new(1);
        using IFieldProgram program = Program(backend, test.Spec, test.Parameters());
        TrainingSpec training = Training("Eikonal") with { BatchSize = 300 };
        using ITrainingRun run = program.Train(training, SamplesOf(test, training));
        for (int i = 0; i < 10; i++) run.Step(1e-2);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 20; i++) run.Step(1e-2);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Theory, InlineData("shape 3-40x2"), InlineData("encoding hash3")]
    public void Evaluations_and_derivatives_between_steps_change_nothing(string name)
    {
        FieldCase test = Case(name);
        TrainingSpec training = Training("Igr") with { BatchSize = 300 };
        float[] undisturbed = Train(test, training, threads: 2), parameters = test.Parameters();
        using CpuBackend backend = new(2);
        using IFieldProgram program = Program(backend, test.Spec, parameters);
        using ITrainingRun run = program.Train(training, SamplesOf(test, training));
        for (int i = 0; i < Steps; i++)
        {
            run.Step(Rate);
            Gradients.Of(program, test, test.Points(700));
        }
        program.GetParameters(parameters);
        AssertClose.SameBits(undisturbed, parameters);
    }

    [Fact]
    public void The_numerical_gradient_approaches_the_analytic_one()
    {
        FieldCase test = GradientCases.Analytic["activation Tanh"];
        TrainingSpec training = Training("Eikonal") with { BatchSize = 300 };
        float[] exact = Train(test, training, threads: 1);
        double Off(double step)
        {
            TrainingSpec numerical = training with { GradientMethod = GradientMethod.Numerical, GradientStep = step };
            float[] near = Train(test, numerical, threads: 1);
            return near.Zip(exact, (a, b) => Math.Abs(a - b)).Max();
        }
        Assert.InRange(Off(1.0 / 512), 0, 0.1 * Off(1.0 / 16));
    }

    /// <summary>coordinate-networks, section 22.</summary>
    [Theory]
    [InlineData(LaneWidth.Scalar), InlineData(LaneWidth.Four)]
    [InlineData(LaneWidth.Eight), InlineData(LaneWidth.Sixteen)]
    public void Network_A_has_the_published_gradients(LaneWidth width)
    {
        Mlp mlp = new() { Width = 2, HiddenLayers = 2, Activation = Activation.Find("Sine").With([3]) };
        FieldSpec spec = FieldSpec.Value(2, 1, new Identity(), mlp);
        double[] parameters = [0.5, -0.3, 0.2, 0.8, 0.1, -0.2, 1, -0.5, 0.3, 0.7, 0.05, -0.1, 0.6, -0.4, 0.02];
        double[] expected =
        [
            1.1661072126714729, -1.9870248929435022, 0.7548738333172259, -1.3714783672747972, 2.9979614237217884,
            1.8094432507022564, -4.241839876178708, 3.0241855756435996, -4.456240108666164, 3.317026782922444,
            -4.205656670026048, -4.425520494467624, 0.5396625159023415, 1.1286894646696515, 0,
        ];
        FieldOracle oracle = new(spec);
        AssertClose.Relative([-0.18212080998457433], oracle.Evaluate([0.4, -0.7], parameters), 1e-12, 0);
        double[] gradient = oracle.PositionGradient([0.4, -0.7], parameters);
        AssertClose.Relative([-0.019484498804724627, 0.06570836069143517], gradient, 1e-8, 1e-10);

        using CpuBackend backend = new(1, width);
        using IFieldProgram program = Program(backend, spec, [.. parameters.Select(p => (float)p)]);
        // The value is its own target, so that the eikonal term alone is learnt.
        ListedSamples samples = new([0.4f, -0.7f], [(float)oracle.Evaluate([0.4, -0.7], parameters)[0]], 2, 1);
        TrainingSpec training = new()
        {
            Gradient = GradientLoss.Find("Eikonal").With([1]),
            Optimizer = new Sgd(),
            BatchSize = 1,
        };
        using ITrainingRun run = program.Train(training, samples);
        AssertClose.Number(0.8676244893151173, run.Step(1), 1e-5, 0, "loss");
        float[] after = new float[parameters.Length];
        program.GetParameters(after);
        AssertClose.Relative(expected, [.. after.Select((p, i) => parameters[i] - p)], 1e-5, 2e-6);
    }

    [Theory]
    [InlineData("encoding hash3", "encoding has tables"), InlineData("wire", "network is made of complex wavelets")]
    public void Analytic_gradients_are_refused_where_there_are_none(string name, string reason)
    {
        TrainingSpec training = Training("Eikonal") with { GradientMethod = GradientMethod.Analytic };
        Assert.StartsWith($"gradient_method Analytic: {reason}", Refusal(Case(name), training));
    }

    [Fact]
    public void Fields_of_several_values_or_many_coordinates_are_refused()
    {
        FieldCase several = new(FieldSpec.Value(3, 2, new Identity(), new Mlp()));
        Assert.Equal("gradient_loss Igr: the field has 2 values, expected 1.", Refusal(several, Training("Igr")));
        FieldCase many = new(FieldSpec.Value(4, 1, new Identity(), new Mlp()));
        Assert.Equal(
            "gradient_loss Igr: the position has 4 coordinates, expected at most 3.", Refusal(many, Training("Igr")));
    }

    private static string Refusal(FieldCase test, TrainingSpec training)
    {
        using CpuBackend backend = new(1);
        using IFieldProgram program = backend.Compile(test.Spec);
        return Assert.Throws<InputException>(() => program.Train(training, SamplesOf(test, training))).Message;
    }

    private static FieldCase Case(string name)
        => GradientCases.Analytic.TryGetValue(name, out FieldCase? test) ? test : GradientCases.Numerical[name];

    private static TrainingSpec Training(string loss)
        => new() { Gradient = GradientLoss.Find(loss), Optimizer = new Adam { LearningRate = Rate } };

    private static IFieldProgram Program(CpuBackend backend, FieldSpec spec, float[] parameters)
    {
        IFieldProgram program = backend.Compile(spec);
        program.SetParameters(parameters);
        return program;
    }

    private static float[] Train(FieldCase test, TrainingSpec training, int threads)
    {
        using CpuBackend backend = new(threads);
        float[] parameters = test.Parameters();
        using IFieldProgram program = Program(backend, test.Spec, parameters);
        using ITrainingRun run = program.Train(training, SamplesOf(test, training));
        for (int i = 0; i < Steps; i++) run.Step(Rate);
        program.GetParameters(parameters);
        return parameters;
    }

    private static ListedSamples SamplesOf(FieldCase test, TrainingSpec training)
    {
        float[] targets = GradientCases.Targets(test, training.Gradient!, Samples);
        return new(test.Points(Samples), targets, test.Spec.InputCount, targets.Length / Samples);
    }
}
