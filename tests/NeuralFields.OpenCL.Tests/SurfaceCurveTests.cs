using System.Numerics;
using NeuralFields.Activations;
using NeuralFields.Backends;
using NeuralFields.Backends.Cpu;
using NeuralFields.Encodings;
using NeuralFields.Fields;
using NeuralFields.Losses;
using NeuralFields.Networks;
using NeuralFields.Optimizers;
using NeuralFields.Training;

namespace NeuralFields.OpenCL.Tests;

/// <summary>Whole trainings of distances: what is inside in the end.</summary>
public sealed class SurfaceCurveTests
{
    private const int Steps = 500, Points = 30_000;

    private static readonly FieldSpec s_field = FieldSpec.Value(
        3, 1,
        new HashGrid { Levels = 4, Features = 2, Log2TableSize = 14, BaseResolution = 5, PerLevelScale = 1.7 },
        new Mlp { Width = 16, HiddenLayers = 1, Activation = Activation.Find("ReLU") });

    private static readonly TrainingSpec s_training =
        new() { BatchSize = 2048, Loss = Loss.Find("Mape"), Optimizer = new Adam { Epsilon = 1e-15, Beta2 = 0.99 } };

    [Fact]
    public void A_shape_is_learnt_as_well_as_on_the_cpu()
    {
        if (TestDevice.Device is null) return;
        using CpuBackend cpu = new(1);
        using OpenClBackend device = TestDevice.Open(KernelForm.Sixteen);
        double expected = Overlap(cpu), actual = Overlap(device);
        Assert.InRange(expected, 0.97, 1);
        Assert.Equal(expected, actual, 0.001);
    }

    /// <summary>Points inside of both the field and the shape, over those inside of either.</summary>
    private static double Overlap(IBackend backend)
    {
        using IFieldProgram program = backend.Compile(s_field);
        program.SetParameters(s_field.Initialize(1));
        using ITrainingRun run = program.Train(s_training, new Dumbbell());
        for (int step = 0; step < Steps; step++) run.Step(1e-2 * Math.Pow(1e-3, step / (double)Steps));
        float[] places = new float[3 * Points], values = new float[Points];
        for (int i = 0; i < Points; i++) Dumbbell.Place(i).CopyTo(places, 3 * i);
        program.Evaluate(places, values);
        int both = 0, either = 0;
        for (int i = 0; i < Points; i++)
        {
            (bool ours, bool theirs) = (values[i] < 0, Dumbbell.Distance(Dumbbell.Place(i)) < 0);
            both += ours && theirs ? 1 : 0;
            either += ours || theirs ? 1 : 0;
        }
        return both / (double)either;
    }

    /// <summary>Two balls, at places spread evenly over the unit cube.</summary>
    private sealed class Dumbbell : ISampleSource
    {
        public int InputCount => 3;

        public int TargetCount => 1;

        /// <summary>Fractional parts of multiples of powers of the plastic number's inverse (Roberts 2018).</summary>
        public static Vector3 Place(long i)
            => new(Part(i, 0.8191725134), Part(i, 0.6710436067), Part(i, 0.5497004779));

        public static float Distance(Vector3 place) => MathF.Min(
            Vector3.Distance(place, new(0.35f, 0.4f, 0.5f)) - 0.2f, Vector3.Distance(place, new(0.65f, 0.6f, 0.5f)) - 0.25f);

        public void Fill(long firstSample, SampleRows inputs, SampleRows targets)
        {
            for (int i = 0; i < inputs.Count; i++)
            {
                Vector3 place = Place(firstSample + i);
                (inputs[0][i], inputs[1][i], inputs[2][i]) = (place.X, place.Y, place.Z);
                targets[0][i] = Distance(place);
            }
        }

        private static float Part(long i, double step) => (float)((0.5 + (i * step)) % 1);
    }
}
