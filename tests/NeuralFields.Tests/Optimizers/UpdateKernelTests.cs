using NeuralFields.Descriptions;
using NeuralFields.Numerics;
using NeuralFields.Optimizers;
using NeuralFields.Parameters;

namespace NeuralFields.Tests.Optimizers;

public sealed class UpdateKernelTests
{
    private const int Count = 64;

    public static TheoryData<LaneWidth> Widths => [.. Enum.GetValues<LaneWidth>()];

    public static TheoryData<string, LaneWidth> OptimizersAndWidths()
    {
        TheoryData<string, LaneWidth> data = [];
        foreach (var schema in Optimizer.Family.All)
            foreach (LaneWidth width in Enum.GetValues<LaneWidth>()) data.Add(schema.Name, width);
        return data;
    }

    // hash-grid reference, section 21.
    [Theory, MemberData(nameof(Widths))]
    public void Sparse_adam_gives_the_published_numbers(LaneWidth width)
    {
        UpdateRun run = new(new Adam(), ParameterRole.Table, width, Count, 0.5f);
        float[] expected = [0.49f, 0.49f, 0.4936560771f, 0.4950238830f];
        float[] gradients = [0.1f, 0, -0.2f, 0.05f];
        for (int step = 0; step < 4; step++)
        {
            run.Gradients[37] = gradients[step];
            run.Sparse(0.01f);
            Assert.Equal(expected[step], run.Parameters[37], 1e-6f);
        }
        Assert.Equal(3, run.Counts[37]);
        Assert.Equal(0.5f, run.Parameters[36]);
        Assert.Equal(0, run.Counts[36]);
    }

    [Theory, MemberData(nameof(OptimizersAndWidths))]
    public void A_quadratic_is_minimised(string name, LaneWidth width)
    {
        UpdateRun run = new(Make(name), ParameterRole.Bias, width, Count, 0);
        for (int step = 1; step <= 2000; step++)
        {
            for (int i = 0; i < Count; i++) run.Gradients[i] = Curvature(i) * (run.Parameters[i] - Minimum(i));
            run.Dense(0.05f / (1 + (step * 0.01f)), step);
        }
        for (int i = 0; i < Count; i++) Assert.Equal(Minimum(i), run.Parameters[i], 0.02f);
    }

    [Theory, MemberData(nameof(OptimizersAndWidths))]
    public void Sparse_and_dense_agree_where_every_gradient_counts(string name, LaneWidth width)
    {
        UpdateRun sparse = new(Make(name), ParameterRole.Table, width, Count, 0.3f);
        UpdateRun dense = new(Make(name), ParameterRole.Table, width, Count, 0.3f);
        for (int step = 1; step <= 3000; step++)
        {
            for (int i = 0; i < Count; i++) sparse.Gradients[i] = dense.Gradients[i] = Gradient(step, i);
            sparse.Sparse(0.01f);
            dense.Dense(0.01f, step);
        }
        Assert.Equal(dense.Parameters, sparse.Parameters);
        Assert.All(sparse.Counts, c => Assert.Equal(3000, c));
    }

    // Decay halves such weights for ever; subnormal ones would slow every product that they enter.
    [Theory, MemberData(nameof(Widths))]
    public void A_weight_that_only_decay_moves_ends_at_zero(LaneWidth width)
    {
        UpdateRun run = new(new Adam { Beta2 = 0.99, Epsilon = 1e-15, L2Regularization = 1e-6 }, ParameterRole.Matrix, width, Count, 1e-3f);
        for (int step = 1; step <= 20_000; step++)
        {
            if (step < 100)
                for (int i = 0; i < Count; i++) run.Gradients[i] = Gradient(step, i);
            run.Dense(0.01f / (1 + (step * 0.01f)), step);
        }
        Assert.All(run.Parameters, w => Assert.Equal(0, w));
        Assert.All(run.States.SelectMany(s => s), m => Assert.Equal(0, m));
    }

    [Theory, MemberData(nameof(OptimizersAndWidths))]
    public void Every_width_gives_the_same_bits(string name, LaneWidth width)
    {
        UpdateRun reference = new(Make(name), ParameterRole.Matrix, LaneWidth.Scalar, Count, 0.3f);
        UpdateRun run = new(Make(name), ParameterRole.Matrix, width, Count, 0.3f);
        for (int step = 1; step <= 50; step++)
        {
            for (int i = 0; i < Count; i++)
                reference.Gradients[i] = run.Gradients[i] = (i + step) % 3 == 0 ? 0 : Gradient(step, i);
            reference.Sparse(0.01f);
            run.Sparse(0.01f);
        }
        Assert.Equal(reference.Parameters, run.Parameters);
        Assert.Equal(reference.Counts, run.Counts);
    }

    [Theory, MemberData(nameof(OptimizersAndWidths))]
    public void The_gradient_is_consumed(string name, LaneWidth width)
    {
        UpdateRun run = new(Make(name), ParameterRole.Table, width, Count, 0.3f);
        run.Gradients[3] = 1;
        run.Sparse(0.01f);
        Assert.All(run.Gradients, g => Assert.Equal(0, g));
        run.Gradients[3] = 1;
        run.Dense(0.01f, 1);
        Assert.All(run.Gradients, g => Assert.Equal(0, g));
    }

    [Fact]
    public void Counters_stop_at_their_largest_value()
    {
        UpdateRun run = new(new Adam(), ParameterRole.Table, LaneWidth.Four, Count, 0.3f);
        run.Counts[5] = ushort.MaxValue;
        run.Gradients[5] = 1;
        run.Sparse(0.01f);
        Assert.Equal(ushort.MaxValue, run.Counts[5]);
        Assert.True(float.IsFinite(run.Parameters[5]));
    }

    [Fact]
    public void A_gradient_that_is_not_a_number_spreads()
    {
        UpdateRun run = new(new Adam(), ParameterRole.Table, LaneWidth.Sixteen, Count, 0.3f);
        run.Gradients[5] = float.NaN;
        run.Sparse(0.01f);
        Assert.True(float.IsNaN(run.Parameters[5]));
        Assert.Equal(0.3f, run.Parameters[6]);
    }

    [Fact]
    public void Regularisation_pulls_matrices_and_leaves_tables_alone()
    {
        foreach (Optimizer optimizer in (Optimizer[])[new Adam { L2Regularization = 0.1 }, new AdamW()])
        {
            UpdateRun matrix = new(optimizer, ParameterRole.Matrix, LaneWidth.Eight, Count, 0.5f);
            UpdateRun table = new(optimizer, ParameterRole.Table, LaneWidth.Eight, Count, 0.5f);
            matrix.Dense(0.01f, 1);
            table.Dense(0.01f, 1);
            Assert.True(matrix.Parameters[0] < 0.5f);
            Assert.Equal(0.5f, table.Parameters[0]);
        }
    }

    // With settings that let the quadratic be minimised and that use every number of state.
    private static Optimizer Make(string name) => Optimizer.Family.Read("optimizer", DescriptionNode.Of(name)) switch
    {
        Sgd sgd => sgd with { Momentum = 0.5 },
        AdamW adam => adam with { WeightDecay = 1e-4 },
        Optimizer other => other,
    };

    private static float Curvature(int i) => 1 + (i % 7);

    private static float Minimum(int i) => ((i * 37 % 64) - 32) / 32f;

    private static float Gradient(int step, int i) => (((step * 31) + (i * 17)) % 101 - 50.5f) / 50;
}
