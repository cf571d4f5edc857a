using System.Numerics;
using NeuralFields.OpenCL.Emission;
using NeuralFields.Optimizers;
using NeuralFields.Training;

namespace NeuralFields.OpenCL.Memory;

/// <summary>
/// Cameras that are learnt: the device bends rays and sums derivatives, the host moves the few numbers of each camera
/// where that is due, every <see cref="CameraLearner.Interval"/> steps. Without any, buffers are as small as can be.
/// </summary>
internal sealed class CameraMemory : IDisposable
{
    private readonly CameraLearner? _learner;
    private readonly ClProgram _program;
    private readonly RayMemory _memory;
    private readonly KernelForm _form;
    private readonly ClBuffer _backs, _given, _sums;
    private readonly float[] _read;

    /// <summary>Takes memory.</summary>
    /// <param name="session">The device.</param>
    /// <param name="form">The form of kernels.</param>
    /// <param name="program">The kernels of rays.</param>
    /// <param name="memory">The rays.</param>
    /// <param name="learning">What is learnt.</param>
    /// <param name="source">The cameras.</param>
    public CameraMemory(
        ClSession session, KernelForm form, ClProgram program, RayMemory memory, CameraLearning learning, IRaySource source)
    {
        (_form, _program, _memory) = (form, program, memory);
        int views = learning.Parts == CameraParts.None ? 0 : source.ViewCount, rays = views == 0 ? 0 : memory.MostRays;
        if (views > 0) _learner = new(learning, views);
        _read = new float[views * CameraLearner.Numbers];
        Values = ClBuffer.Of<float>(session, _read.Length);
        _sums = ClBuffer.Of<float>(session, _read.Length);
        _backs = ClBuffer.Holding<Vector3>(session, [.. Enumerable.Range(0, views).Select(source.BackOf)]);
        _given = ClBuffer.Of<Vector3>(session, rays);
        ByRays = ClBuffer.Of<float>(session, (long)rays * CameraLearner.Numbers);
    }

    /// <summary>Whether a kind of learning bends rays.</summary>
    public static bool Bends(CameraLearning learning)
        => (learning.Parts & (CameraParts.Pose | CameraParts.Focal)) != 0;

    /// <summary>[cameras, <see cref="CameraLearner.Numbers"/>] the cameras as they stand.</summary>
    public ClBuffer Values { get; }

    /// <summary>[rays, <see cref="CameraLearner.Numbers"/>] derivatives of the loss.</summary>
    public ClBuffer ByRays { get; }

    /// <summary>Changes the cameras where a step is due for it.</summary>
    /// <param name="step">The step that begins; the device has done all that came before.</param>
    /// <param name="factor">The part of the first learning rate that is left.</param>
    public void Update(long step, double factor)
    {
        if (_learner is null || !CameraLearner.IsDue(step)) return;
        TakeSums(_learner);
        _learner.Update(step, factor);
        _sums.Clear();
        Publish(_learner.Save());
    }

    /// <summary>Bends the rays that were sent.</summary>
    public void Correct()
    {
        if (_learner is not { BendsRays: true }) return;
        _program["correct"].With(_memory.Rays, Values, _backs, _given).With(4, _memory.RayCount).RunOver(_memory.RayCount);
    }

    /// <summary>Adds the derivatives of a step's rays to those of their cameras.</summary>
    /// <param name="features">The batch, with the derivatives by coordinates.</param>
    public void Learn(ClBuffer features)
    {
        if (_learner is null) return;
        if (_learner.BendsRays)
            _program["gather_cameras"]
                .With(_memory.Rays, _given, Values, _backs, _memory.Distances, _memory.Seen, _memory.SeenStarts, features,
                    ByRays)
                .With(9, _memory.RayCount).RunOver(_memory.RayCount);
        _memory.AddUp(_program, _form, ByRays, _sums, CameraLearner.Numbers);
    }

    /// <summary>What training goes on from; empty where no cameras are learnt.</summary>
    public float[] Save()
    {
        if (_learner is null) return [];
        TakeSums(_learner);
        return _learner.Save();
    }

    /// <summary>Goes on from what <see cref="Save"/> gave.</summary>
    /// <exception cref="InputException">It is of other cameras.</exception>
    public void Restore(ReadOnlySpan<float> state)
    {
        if (_learner is null) return;
        _learner.Restore(state);
        _sums.Write(state[^_read.Length..]);
        Publish(state);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (ClBuffer buffer in (ClBuffer[])[Values, ByRays, _sums, _backs, _given]) buffer.Dispose();
    }

    private void TakeSums(CameraLearner learner)
    {
        _sums.Read<float>(_read);
        learner.Take(_read);
    }

    private void Publish(ReadOnlySpan<float> state) => Values.Write(state[.._read.Length]);
}
