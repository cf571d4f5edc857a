using System.Collections.Immutable;
using System.Diagnostics;
using NeuralFields.Fields;
using NeuralFields.OpenCL.Emission;
using NeuralFields.Training;

namespace NeuralFields.OpenCL;

/// <summary>The kernels of a field as text, for people.</summary>
public static class KernelText
{
    /// <summary>What can be written: infer, differentiate, train.</summary>
    public static ImmutableArray<string> Names { get; } = ["infer", "differentiate", "train"];

    /// <summary>The text that a device gets.</summary>
    /// <param name="field">The field.</param>
    /// <param name="kernel">One of <see cref="Names"/>.</param>
    /// <param name="training">Loss, optimiser and batch, for train.</param>
    /// <param name="device">The device; null for a processor with vectors of sixteen.</param>
    /// <exception cref="InputException">There are no kernels of that name, or the field cannot be run.</exception>
    public static string Emit(FieldSpec field, string kernel, TrainingSpec training, OpenClDevice? device)
    {
        ArgumentNullException.ThrowIfNull(field);
        KernelForm form = device is null ? KernelForm.Sixteen : KernelForm.For(device);
        return RegistryLookup.Find("kernel", kernel, Names, name => name) switch
        {
            "infer" => FieldKernels.Infer(field, form).Source,
            "differentiate" => FieldKernels.Differentiate(field, form).Source,
            _ => FieldKernels.Train(field, form, training).Source,
        };
    }

    /// <summary>Builds a text without taking it from the cache.</summary>
    /// <param name="device">The device.</param>
    /// <param name="kernel">Its name, for messages.</param>
    /// <param name="text">The text.</param>
    /// <returns>Seconds.</returns>
    /// <exception cref="InputException">The driver cannot build it.</exception>
    public static double Compile(OpenClDevice device, string kernel, string text)
    {
        using ClSession session = new(device, ProgramCache.OfUser);
        session.Cache.Forget(ProgramCache.KeyOf(device, session.Options, text));
        long start = Stopwatch.GetTimestamp();
        using ClProgram program = ClProgram.Build(session, kernel, text);
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
