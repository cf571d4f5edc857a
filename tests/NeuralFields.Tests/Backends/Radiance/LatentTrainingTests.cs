using NeuralFields.Backends;
using NeuralFields.Backends.Cpu;
using NeuralFields.Fields;
using NeuralFields.Losses;
using NeuralFields.Optimizers;
using NeuralFields.Testing;
using NeuralFields.Training;

namespace NeuralFields.Tests.Backends;

/// <summary>Training of radiance fields with a latent vector per view.</summary>
public sealed class LatentTrainingTests
{
    private const int Size = 4, Views = 4, Length = Size * Views;

    private static readonly RaySpec s_rays = new() { Space = new() { Steps = 64 }, MaxRays = 256 };

    private static readonly TrainingSpec s_training =
        new() { BatchSize = 1024, Loss = Loss.Find("L2"), Optimizer = new Adam { LearningRate = 1e-2 } };

    [Fact]
    public void Gradients_are_those_of_the_loss()
    {
        using Training training = new(threads: 1, Size);
        training.Run.Step(0);
        TrainingState before = training.Run.Save();
        double Loss(int number, float by)
        {
            float[] moved = [.. before.Latents];
            moved[number] += by;
            training.Run.Restore(before with { Latents = moved });
            return training.Run.Step(0);
        }
        training.Run.Restore(before);
        training.Run.Step(0);
        float[] after = training.Run.Save().Latents;
        for (int i = 0; i < Length; i++)
        {
            // The first moment takes a tenth of the gradient.
            double gradient = (after[Length + i] - (0.9 * before.Latents[Length + i])) * 10;
            double expected = (Loss(i, 0.1f) - Loss(i, -0.1f)) / 0.2;
            Assert.Equal(expected, gradient, 1e-5 + (0.02 * Math.Abs(expected)));
        }
    }

    [Fact]
    public void Any_threads_and_a_restored_run_learn_the_same_bits()
    {
        using Training one = new(threads: 1, Size), two = new(threads: 2, Size), resumed = new(threads: 2, Size);
        one.Steps(30);
        two.Steps(17);
        resumed.Program.SetParameters(two.Parameters());
        resumed.Run.Restore(two.Run.Save());
        two.Steps(13);
        resumed.Steps(13);
        AssertClose.SameBits(one.Parameters(), two.Parameters(), "2 threads");
        AssertClose.SameBits(one.Parameters(), resumed.Parameters(), "resumed");
        AssertClose.SameBits(one.Run.Save().Latents, resumed.Run.Save().Latents, "latents");
        Assert.Throws<InputException>(() => resumed.Run.Restore(resumed.Run.Save() with { Latents = [1] }));
    }

    [Fact]
    public void The_field_keeps_the_mean_of_all_views()
    {
        using Training training = new(threads: 1, Size);
        training.Steps(5);
        FieldSpec field = training.Program.Spec;
        FieldNode node = field.Nodes.Single(n => n.Name == "appearance");
        ReadOnlySpan<float> own = training.Parameters().AsSpan(field.FirstParameter(node), Size);
        float[] latents = training.Run.Save().Latents;
        for (int i = 0; i < Size; i++)
            Assert.Equal(Enumerable.Range(0, Views).Average(v => (double)latents[(v * Size) + i]), own[i], 1e-6);
    }

    [Fact]
    public void Photographs_of_unlike_light_are_learnt_better_with_them()
    {
        using Training with = new(threads: 2, Size), without = new(threads: 2, 0);
        double[] losses = [.. new[] { with, without }.Select(t => { t.Steps(300); return t.Steps(20); })];
        Assert.True(losses[0] < 0.7 * losses[1], $"{losses[0]} with latents, {losses[1]} without");
    }

    private sealed class Training : IDisposable
    {
        private readonly CpuBackend _backend;

        public Training(int threads, int latents)
        {
            FieldSpec field = RayCases.Field(latents: latents);
            _backend = new(threads);
            Program = _backend.Compile(field);
            Program.SetParameters(RayCases.Parameters(field));
            Run = Program.TrainRays(s_training, s_rays, new UnlikeSource());
        }

        public IFieldProgram Program { get; }

        public ITrainingRun Run { get; }

        public double Steps(int count) => Enumerable.Range(0, count).Average(_ => Run.Step(1e-2));

        public float[] Parameters()
        {
            float[] parameters = new float[Program.Spec.Layout().Count];
            Program.GetParameters(parameters);
            return parameters;
        }

        public void Dispose()
        {
            Run.Dispose();
            Program.Dispose();
            _backend.Dispose();
        }
    }

    /// <summary>Each view sees the same at a light of its own.</summary>
    private sealed class UnlikeSource : IRaySource
    {
        private readonly AroundSource _alike = new(1);

        public int ViewCount => Views;

        public System.Numerics.Vector3 BackOf(int view) => _alike.BackOf(view);

        public void Fill(long firstRay, Span<TrainingRay> rays)
        {
            _alike.Fill(firstRay, rays);
            foreach (ref TrainingRay ray in rays) ray.Target = new System.Numerics.Vector3(1, 0.5f, 0.25f) * (0.4f + (0.2f * ray.View));
        }
    }
}
