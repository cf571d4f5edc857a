using System.Text.Json;
using NeuralFields.Activations;
using NeuralFields.Cli.Benchmarks;
using NeuralFields.Networks;
using NeuralFields.Numerics;

namespace NeuralFields.Cli.Tests.Benchmarks;

public sealed class BenchTests
{
    [Fact]
    public void Bench_prints_one_object_with_a_row_per_width_and_thread_count()
    {
        (int code, string output, _) = Run("bench", "peak", "--seconds", "0.05", "--threads", "2", "--json");
        Assert.Equal(ExitCode.Done, code);
        using JsonDocument result = JsonDocument.Parse(output);
        JsonElement[] rows = [.. result.RootElement.GetProperty("rows").EnumerateArray()];
        Assert.Equal(4 * 2, rows.Length);
        Assert.Equal([1, 2, 1, 2, 1, 2, 1, 2], rows.Select(r => r.GetProperty("threads").GetInt32()));
        Assert.All(rows, AssertSound);
        Assert.NotEqual("", result.RootElement.GetProperty("processor").GetString());
    }

    [Fact]
    public void Every_group_has_cases_that_can_be_called()
    {
        foreach (BenchmarkGroup group in BenchmarkGroup.All)
        {
            using Workbench bench = new(LaneWidths.Best, threads: 2);
            foreach (BenchmarkCase measured in group.Prepare(bench)) Assert.InRange(measured.Call(), 1e-9, 60);
        }
    }

    [Fact]
    public void A_timed_case_takes_as_long_as_its_work()
    {
        BenchmarkCase sleep = BenchmarkCase.Timed("sleep", "wait", 1, () => Thread.Sleep(20));
        Assert.InRange(sleep.Call(), 0.015, 60);
    }

    [Fact]
    public void Unknown_width_or_group_is_the_users_mistake()
    {
        (int code, _, string error) = Run("bench", "peak", "--lanes", "7");
        Assert.Equal(ExitCode.Mistake, code);
        Assert.Contains("--lanes: got 7, expected 16, 8, 4 or 1.", error);
        (code, _, error) = Run("bench", "peek");
        Assert.Equal(ExitCode.Mistake, code);
        Assert.Contains("peak", error);
    }

    [Fact]
    public void Operations_of_a_training_step_leave_out_the_first_layers_input_gradient()
    {
        Mlp network = new() { Width = 64, HiddenLayers = 2, Activation = Activation.Find("ReLU") };
        const double macs = (32 * 64) + (64 * 64) + (64 * 3);
        Assert.Equal(2 * macs, OperationCount.OfInference(network, 32, 3));
        Assert.Equal(6 * macs, OperationCount.OfTraining(network, 32, 3, firstLayerPassesOn: true));
        Assert.Equal((6 * macs) - (2 * 32 * 64), OperationCount.OfTraining(network, 32, 3, firstLayerPassesOn: false));
    }

    private static void AssertSound(JsonElement row)
    {
        double minimum = row.GetProperty("minSeconds").GetDouble();
        double median = row.GetProperty("medianSeconds").GetDouble();
        Assert.True(0 < minimum && minimum <= median, $"minimum {minimum}, median {median}");
        Assert.True(row.GetProperty("calls").GetInt32() >= 5);
        Assert.True(row.GetProperty("gflops").GetDouble() > 0);
        Assert.Equal(JsonValueKind.Null, row.GetProperty("samplesPerSecond").ValueKind);
    }

    private static (int Code, string Output, string Error) Run(params string[] args)
    {
        using StringWriter output = new(), error = new();
        int code = CommandLine.Run(args, output, error);
        return (code, output.ToString(), error.ToString());
    }
}
