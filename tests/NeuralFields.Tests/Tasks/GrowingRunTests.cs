using System.Numerics;
using NeuralFields.Backends;
using NeuralFields.Backends.Cpu;
using NeuralFields.Encodings;
using NeuralFields.Networks;
using NeuralFields.RadialBases;
using NeuralFields.Tasks;
using NeuralFields.Testing;
using NeuralFields.Tests.Distances;
using NeuralFields.Tests.Images;
using NeuralFields.Training;

namespace NeuralFields.Tests.Tasks;

public sealed class GrowingRunTests
{
    private const int Kernels = 60, Every = 6, Rounds = 2;
    private const double Rate = 5e-3;

    private static readonly RadialBasis s_basis =
        new() { Kernels = Kernels, Features = 5, Growth = new(0.5, Rounds, Every), Sinusoid = new(0.5, 8) };

    private static ImageTask TaskOf(int batch)
        => new(PatternImage.Waves(32, 24, 3), new ImageScene
        {
            Encoding = s_basis,
            Network = new Mlp { Width = 16, HiddenLayers = 1 },
            Training = new() { BatchSize = batch },
        });

    [Theory, InlineData(768), InlineData(300)]
    public void Kernels_join_at_their_steps_for_any_number_of_threads(int batch)
    {
        float[] alone = Train(TaskOf(batch), threads: 1, Every * 3);
        AssertClose.SameBits(alone, Train(TaskOf(batch), threads: 3, Every * 3));
        Assert.Equal(0, Waiting(TaskOf(batch), alone));
        Assert.Equal(Kernels / 4, Waiting(TaskOf(batch), Train(TaskOf(batch), threads: 2, Every + 1)));
        Assert.Equal(Kernels / 2, Waiting(TaskOf(batch), Train(TaskOf(batch), threads: 2, Every)));
    }

    [Theory, InlineData(5), InlineData(6), InlineData(7)]
    public void A_run_that_is_gone_on_with_grows_as_if_it_had_never_stopped(int stop)
    {
        const int Steps = 15;
        ImageTask task = TaskOf(768);
        using CpuBackend backend = new(2);
        using IFieldProgram program = backend.Compile(task.Field);
        program.SetParameters(task.InitialParameters(1));
        float[] parameters = new float[task.Field.Layout().Count];
        TrainingState state;
        using (ITrainingRun run = task.Begin(program, task.Scene.Training))
        {
            for (int step = 0; step < stop; step++) run.Step(Rate);
            state = run.Save();
            program.GetParameters(parameters);
        }
        using IFieldProgram second = backend.Compile(task.Field);
        second.SetParameters(parameters);
        using ITrainingRun resumed = task.Begin(second, task.Scene.Training);
        resumed.Restore(state);
        for (int step = stop; step < Steps; step++) resumed.Step(Rate);
        second.GetParameters(parameters);
        AssertClose.SameBits(Train(task, threads: 2, Steps), parameters);
    }

    [Fact]
    public void Features_follow_their_kernels()
    {
        ImageTask task = TaskOf(768);
        WeightedPoints points = task.Detail;
        KernelPlaces before = s_basis.Place(points, 3);
        KernelPlaces after = s_basis.Grow(before.Centers, points, points, Every, 3);
        int stayed = 0;
        for (int k = 0; k < Kernels; k++)
        {
            int number = after.Order[k];
            float[] place = after.Centers[(2 * k)..(2 * (k + 1))], was = before.Centers[(2 * number)..(2 * (number + 1))];
            if (was.SequenceEqual(place)) stayed++;
            else Assert.Equal(KernelCenters.Waiting(points), was);
        }
        Assert.Equal(Kernels * 3 / 4, stayed);
        Assert.Equal(Enumerable.Range(0, Kernels), after.Order.Order());
    }

    [Fact]
    public void A_kind_of_data_whose_kernels_do_not_join_says_so()
    {
        SurfaceScene scene = new() { Encoding = s_basis, Network = new Mlp { Width = 16, HiddenLayers = 1 } };
        using MeshTask task = new(Shapes.Box(Vector3.One), scene);
        Assert.Contains("growth", Assert.Throws<InputException>(() => task.InitialParameters(1)).Message);
    }

    private static int Waiting(ImageTask task, float[] parameters)
    {
        float[] waiting = KernelCenters.Waiting(task.Detail);
        return Enumerable.Range(0, Kernels).Count(k => parameters.AsSpan(2 * k, 2).SequenceEqual(waiting));
    }

    private static float[] Train(ImageTask task, int threads, int steps)
    {
        using CpuBackend backend = new(threads);
        using IFieldProgram program = backend.Compile(task.Field);
        program.SetParameters(task.InitialParameters(1));
        using ITrainingRun run = task.Begin(program, task.Scene.Training);
        for (int step = 0; step < steps; step++) run.Step(Rate);
        float[] parameters = new float[task.Field.Layout().Count];
        program.GetParameters(parameters);
        return parameters;
    }
}
