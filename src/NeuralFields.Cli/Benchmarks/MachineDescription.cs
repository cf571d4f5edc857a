using System.Runtime.InteropServices;

namespace NeuralFields.Cli.Benchmarks;

/// <summary>The machine that figures belong to.</summary>
internal static class MachineDescription
{
    /// <summary>The processor's name where the system tells it, else its architecture.</summary>
    public static string Processor { get; } = FromSystem() ?? RuntimeInformation.ProcessArchitecture.ToString();

    private static string? FromSystem()
    {
        if (OperatingSystem.IsWindows()) return Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER");
        try
        {
            return File.ReadLines("/proc/cpuinfo")
                .FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':', 2)[1].Trim();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null; // not Linux
        }
    }
}
