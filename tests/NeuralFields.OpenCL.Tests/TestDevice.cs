using NeuralFields.Testing;

namespace NeuralFields.OpenCL.Tests;

/// <summary>
/// The device that tests run on. Without one they pass as not applicable, unless the environment variable
/// NF_REQUIRE_BACKENDS names opencl.
/// </summary>
internal static class TestDevice
{
    private static readonly Lazy<OpenClDevice?> s_device = new(Find);

    /// <summary>A device, or null.</summary>
    /// <exception cref="CheckFailedException">There is none and it is required.</exception>
    public static OpenClDevice? Device => s_device.Value;

    /// <summary>Every form of kernels; none without a device.</summary>
    public static IEnumerable<KernelForm> Forms => Device is null ? [] : KernelForm.All;

    /// <summary>The widest vectors, and single samples in groups.</summary>
    public static IEnumerable<KernelForm> Extremes => Device is null ? [] : [KernelForm.Sixteen, KernelForm.Scalar];

    /// <summary>The forms that a field is run in: all where kernels have every part, else the widest.</summary>
    public static IEnumerable<KernelForm> FormsFor(string field)
        => Forms.Where(f => f == KernelForm.Sixteen || field is "encodings" or "graph radiance");

    /// <summary>A backend with kernels of this form, built without optimisation, which takes a third of the time.</summary>
    public static OpenClBackend Open(KernelForm form) => Open(Device!, form);

    /// <summary>The same on less of the device.</summary>
    public static OpenClBackend Open(OpenClDevice device, KernelForm form)
        => new(device, form, ProgramCache.None, "-cl-opt-disable");

    private static OpenClDevice? Find()
    {
        try
        {
            return OpenClDevice.Find(0);
        }
        catch (InputException e)
        {
            bool isRequired =
                (Environment.GetEnvironmentVariable("NF_REQUIRE_BACKENDS") ?? "").Split(',').Contains("opencl");
            if (isRequired) throw new CheckFailedException(e.Message);
            Console.WriteLine($"OpenCL is not tested: {e.Message}");
            return null;
        }
    }
}
