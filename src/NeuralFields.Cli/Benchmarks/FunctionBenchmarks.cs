using NeuralFields.Backends.Cpu;

namespace NeuralFields.Cli.Benchmarks;

/// <summary>Elementary functions on one core.</summary>
internal sealed class FunctionBenchmarks : BenchmarkGroup
{
    // A pass takes about as long as reading the clock ten times; many in a call make that vanish.
    private const int PassesPerCall = 50;

    public override string Name => "functions";

    public override string Summary => "sin, sincos and exp over values in the cache, on one core";

    public override IEnumerable<BenchmarkCase> Prepare(Workbench bench)
    {
        foreach (string name in FunctionProbe.Names)
        {
            FunctionProbe probe = bench.Keep(new FunctionProbe(name, bench.Width));
            yield return BenchmarkCase.Timed(name, "apply", 1, () => Repeat(probe)) with
            {
                Samples = FunctionProbe.Count * PassesPerCall,
            };
        }
    }

    private static void Repeat(FunctionProbe probe)
    {
        for (int i = 0; i < PassesPerCall; i++) probe.Run();
    }
}
