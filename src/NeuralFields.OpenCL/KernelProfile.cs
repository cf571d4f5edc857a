using NeuralFields.OpenCL.Interop;
using static NeuralFields.OpenCL.Interop.ClConstants;

namespace NeuralFields.OpenCL;

/// <summary>
/// How long the kernels and transfers of a backend take by the clock of its device. Keeping the times costs some of
/// them: whole steps are measured without.
/// </summary>
public sealed class KernelProfile
{
    /// <summary>Names under which transfers stand beside the kernels.</summary>
    public const string ToDevice = "to device", FromDevice = "from device";

    private readonly List<(string Name, nint Event)> _launches = [];

    /// <summary>Seconds by name since they were last taken, once all of them have passed.</summary>
    /// <exception cref="InputException">The driver keeps no times, or a kernel failed.</exception>
    public IReadOnlyDictionary<string, double> Take()
    {
        Dictionary<string, double> seconds = [];
        foreach ((string name, nint done) in _launches)
        {
            ClStatus.Require(Cl.clWaitForEvents(1, done), $"running {name}");
            double own = 1e-9 * (TimeOf(done, CL_PROFILING_COMMAND_END) - TimeOf(done, CL_PROFILING_COMMAND_START));
            seconds[name] = seconds.GetValueOrDefault(name) + own;
        }
        Clear();
        return seconds;
    }

    /// <summary>Notes what was put into the queue.</summary>
    internal void Add(string name, nint done) => _launches.Add((name, done));

    /// <summary>Forgets what was not taken.</summary>
    internal void Clear()
    {
        foreach ((_, nint done) in _launches) _ = Cl.clReleaseEvent(done);
        _launches.Clear();
    }

    private static ulong TimeOf(nint done, uint moment)
    {
        ClStatus.Require(Cl.clGetEventProfilingInfo(done, moment, sizeof(ulong), out ulong time, 0), "measuring kernels");
        return time;
    }
}
