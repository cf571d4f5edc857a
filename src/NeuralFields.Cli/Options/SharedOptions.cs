using System.CommandLine;

namespace NeuralFields.Cli.Options;

/// <summary>Options that mean the same in every command that has them.</summary>
internal static class SharedOptions
{
    /// <summary>The result as JSON.</summary>
    public static Option<bool> Json { get; } = new("--json")
    {
        Description = "Print one JSON object as the last line of standard output.",
        Recursive = true,
    };

    /// <summary>Nothing but results and mistakes.</summary>
    public static Option<bool> Quiet { get; } = new("--quiet")
    {
        Description = "Print results and mistakes only.",
        Recursive = true,
    };

    /// <summary>The processor.</summary>
    public static Option<string?> Device { get; } =
        OptionOf.Text(
            "--device", "auto|cpu|opencl[:N]", "Processor to run on; auto takes the first OpenCL GPU, else the CPU.");

    /// <summary>Threads of the CPU backend.</summary>
    public static Option<long?> Threads { get; } =
        OptionOf.Whole("--threads", "N", "Threads of the CPU backend; the result does not depend on it.", 1, 1024);
}
