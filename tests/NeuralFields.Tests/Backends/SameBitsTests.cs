using NeuralFields.Backends;
using NeuralFields.Backends.Cpu;
using NeuralFields.Fields;
using NeuralFields.Images;
using NeuralFields.Optimizers;
using NeuralFields.Sampling;
using NeuralFields.Testing;
using NeuralFields.Training;

namespace NeuralFields.Tests.Backends;

public sealed class SameBitsTests
{
    private const int Steps = 30;
    private const double Rate = 1e-2;

    public static TheoryData<string> Fields =>
    [
        "graph radiance", "wire 20x2", "shape 72x3 to 20", "encoding hash2", "encoding composite", "encoding fourier",
        "encoding radial and grid", "encoding radial tent", "encoding radial mobile", "gaussian hash3",
    ];

    private static readonly Dictionary<string, TrainingSpec> s_trainings = new()
    {
        ["sparse Adam"] = new() { Optimizer = new Adam { LearningRate = Rate } },
        ["sparse Adam, averaged"] = new() { Optimizer = new Adam { LearningRate = Rate }, AverageDecay = 0.9 },
        ["dense Adam"] = new() { Optimizer = new Adam { LearningRate = Rate, Sparse = false } },
        ["dense AdamW, averaged"] = new()
        {
            Optimizer = new AdamW { LearningRate = Rate, Sparse = false },
            AverageDecay = 0.95,
        },
        ["momentum"] = new() { Optimizer = new Sgd { LearningRate = Rate, Momentum = 0.8 } },
    };

    public static TheoryData<string, string> FieldsAndTrainings()
    {
        TheoryData<string, string> data = [];
        foreach (string field in (string[])["graph radiance", "wire 20x2", "encoding radial and grid", "gaussian hash2"])
            foreach (string training in s_trainings.Keys) data.Add(field, training);
        data.Add("encoding radial mobile", "sparse Adam, averaged");
        return data;
    }

    [Theory, MemberData(nameof(Fields))]
    public void Any_number_of_threads_trains_the_same_parameters(string name)
    {
        FieldCase test = FieldCases.All[name];
        TrainingSpec training = new() { BatchSize = 1700 };
        float[] alone = Train(test, training, threads: 1);
        Assert.NotEqual(test.Parameters(), alone);
        foreach (int threads in (int[])[2, 3, 8])
            AssertClose.SameBits(alone, Train(test, training, threads), $"{name}, {threads} threads");
    }

    [Theory, MemberData(nameof(FieldsAndTrainings))]
    public void A_restored_run_goes_on_as_if_it_had_never_stopped(string name, string trainingName)
    {
        FieldCase test = FieldCases.All[name];
        TrainingSpec training = s_trainings[trainingName] with { BatchSize = 500 };
        using CpuBackend backend = new(2);
        AssertResumes(backend, test.Spec, test.Parameters(), training, SamplesOf(test));
    }

    [Theory, InlineData(PixelOrder.Shuffled), InlineData(PixelOrder.Independent), InlineData(PixelOrder.Sequential)]
    public void A_restored_run_draws_the_samples_that_the_other_would_have_drawn(PixelOrder order)
    {
        FieldCase test = FieldCases.All["encoding hash2"];
        TrainingSpec training = new() { BatchSize = 300, Seed = 5 };
        Image image = new(37, 23, 2);
        Random random = new(1);
        foreach (ref float sample in image.Samples.AsSpan()) sample = random.NextSingle();
        PixelSet heldOut = new Holdout(4, 0).Choose(image.PixelCount, 9);
        ImageSampler samples = new(image, new CoordinateFrame(), training, heldOut, order);
        using CpuBackend backend = new(2);
        AssertResumes(backend, test.Spec, test.Parameters(), training, samples);
    }

    [Theory, InlineData("encoding radial and grid"), InlineData("encoding radial mobile")]
    public void Batches_that_never_change_train_as_if_they_were_drawn_anew(string name)
    {
        FieldCase test = FieldCases.All[name];
        float[] points = test.Points(700), targets = test.OutputNumbers(700);
        ListedSamples Samples(long period)
            => new(points, targets, test.Spec.InputCount, test.Spec.OutputCount) { RepeatsAfter = period };
        foreach (int batch in (int[])[500, 700])
            AssertClose.SameBits(Train(test, Samples(0), batch), Train(test, Samples(700), batch));
    }

    [Theory, InlineData(PixelOrder.Shuffled), InlineData(PixelOrder.Independent)]
    public void Kernels_of_places_with_numbers_are_those_that_would_be_found(PixelOrder order)
    {
        FieldCase test = FieldCases.All["encoding radial and grid"];
        TrainingSpec training = new() { BatchSize = 1700, Seed = 3 };
        Image image = new(45, 31, test.Spec.OutputCount);
        foreach (ref float sample in image.Samples.AsSpan()) sample = 0.3f;
        PixelSet heldOut = new Holdout(4, 0).Choose(image.PixelCount, 9);
        ImageSampler samples = new(image, new CoordinateFrame(), training, heldOut, order);
        float[] expected = Train(test, new UnnumberedSamples(samples), training.BatchSize);
        AssertClose.SameBits(expected, Train(test, samples, training.BatchSize));
    }

    [Theory]
    [InlineData("encoding radial tent"), InlineData("encoding radial and grid"), InlineData("encoding radial mobile round")]
    public void Kernels_that_were_found_in_earlier_steps_are_those_that_would_be_found(string name)
    {
        FieldCase test = FieldCases.All[name];
        const int Batch = 1700;
        RollingSamples Samples(bool tells) => new(Batch, test.Spec.InputCount, test.Spec.OutputCount) { Tells = tells };
        AssertClose.SameBits(Train(test, Samples(tells: false), Batch), Train(test, Samples(tells: true), Batch));
        using CpuBackend backend = new(2);
        AssertResumes(backend, test.Spec, test.Parameters(), new() { BatchSize = Batch }, Samples(tells: true));
    }

    [Fact]
    public void Evaluations_between_steps_change_nothing()
    {
        FieldCase test = FieldCases.Radiance;
        float[] undisturbed = Train(test, new() { BatchSize = 500 }, threads: 2);
        float[] points = test.Points(700), parameters = test.Parameters();
        using CpuBackend backend = new(2);
        using IFieldProgram program = backend.Compile(test.Spec);
        program.SetParameters(parameters);
        using ITrainingRun run = program.Train(new() { BatchSize = 500 }, SamplesOf(test));
        for (int step = 0; step < Steps; step++)
        {
            run.Step(Rate);
            Gradients.Of(program, test, points);
        }
        program.GetParameters(parameters);
        AssertClose.SameBits(undisturbed, parameters);
    }

    private static void AssertResumes(
        CpuBackend backend, FieldSpec spec, float[] parameters, TrainingSpec training, ISampleSource samples)
    {
        using IFieldProgram whole = backend.Compile(spec);
        whole.SetParameters(parameters);
        using ITrainingRun uninterrupted = whole.Train(training, samples);
        Advance(uninterrupted, Steps / 2);
        float[] half = new float[parameters.Length], expected = new float[parameters.Length];
        whole.GetParameters(half);
        TrainingState state = uninterrupted.Save();
        Advance(uninterrupted, Steps / 2);
        whole.GetParameters(expected);

        using IFieldProgram second = backend.Compile(spec);
        second.SetParameters(half);
        using ITrainingRun resumed = second.Train(training, samples);
        resumed.Restore(state);
        Advance(resumed, Steps / 2);
        second.GetParameters(half);
        AssertClose.SameBits(expected, half, "parameters");
        AssertSame(uninterrupted.Save(), resumed.Save());
    }

    private static void AssertSame(TrainingState expected, TrainingState actual)
    {
        Assert.Equal(expected.Step, actual.Step);
        Assert.Equal(expected.UpdateCounts, actual.UpdateCounts);
        AssertClose.SameBits(expected.Average, actual.Average, "average");
        for (int i = 0; i < expected.OptimizerState.Length; i++)
            AssertClose.SameBits(expected.OptimizerState[i], actual.OptimizerState[i], $"optimiser state {i}");
    }

    private static void Advance(ITrainingRun run, int steps)
    {
        for (int i = 0; i < steps; i++) run.Step(Rate);
    }

    private static float[] Train(FieldCase test, TrainingSpec training, int threads)
    {
        using CpuBackend backend = new(threads);
        using IFieldProgram program = backend.Compile(test.Spec);
        float[] parameters = test.Parameters();
        program.SetParameters(parameters);
        using ITrainingRun run = program.Train(training, SamplesOf(test));
        Advance(run, Steps);
        program.GetParameters(parameters);
        return parameters;
    }

    private static float[] Train(FieldCase test, ISampleSource samples, int batch)
    {
        using CpuBackend backend = new(2);
        using IFieldProgram program = backend.Compile(test.Spec);
        float[] parameters = test.Parameters();
        program.SetParameters(parameters);
        using ITrainingRun run = program.Train(new() { BatchSize = batch }, samples);
        Advance(run, 10);
        program.GetParameters(parameters);
        return parameters;
    }

    // A prime number of samples, so that no two batches are alike.
    private static ListedSamples SamplesOf(FieldCase test)
        => new(test.Points(997), test.OutputNumbers(997), test.Spec.InputCount, test.Spec.OutputCount);
}
