using NeuralFields.Encodings;
using NeuralFields.Optimizers;

namespace NeuralFields.OpenCL.Memory;

/// <summary>The latent vectors of views in training: on the device they are written to samples, learnt, and averaged.</summary>
internal sealed class LatentMemory : IDisposable
{
    private readonly OpenClProgram _owner;
    private readonly ClProgram _program;
    private readonly RayMemory _memory;
    private readonly KernelForm _form;
    private readonly ClBuffer _sums, _byRays;
    private readonly ClBuffer[] _state;
    private readonly LatentLearner _start;
    private readonly int _size, _views;

    /// <summary>Takes memory, and draws the vectors.</summary>
    /// <param name="owner">The field.</param>
    /// <param name="form">The form of kernels.</param>
    /// <param name="program">The kernels of rays.</param>
    /// <param name="memory">The rays.</param>
    /// <param name="part">The field's own vector.</param>
    /// <param name="views">Vectors.</param>
    /// <param name="seed">The run's seed.</param>
    public LatentMemory(
        OpenClProgram owner, KernelForm form, ClProgram program, RayMemory memory, LatentPart part, int views, ulong seed)
    {
        (_owner, _form, _program, _memory) = (owner, form, program, memory);
        (_size, _views, _start) = (part.OutputCount, views, new(part.OutputCount, views, seed));
        _state = [.. Enumerable.Range(0, 3).Select(_ => ClBuffer.Of<float>(owner.Session, Length))];
        _sums = ClBuffer.Of<float>(owner.Session, Length);
        _byRays = ClBuffer.Of<float>(owner.Session, (long)memory.MostRays * _size);
        Publish(_start.Save());
    }

    private int Length => _size * _views;

    /// <summary>Gives the samples of a step that light reaches the vectors of their views.</summary>
    public void Write(ClBuffer features)
        => RunOverRays(_program["write_latents"]
            .With(_memory.Rays, _memory.Seen, _memory.SeenStarts, _state[0], features).With(5, _memory.RayCount));

    /// <summary>Learns from a step.</summary>
    /// <param name="features">The batch, with the derivatives.</param>
    /// <param name="count">Steps including this one.</param>
    /// <param name="rate">The learning rate.</param>
    public void Learn(ClBuffer features, long count, double rate)
    {
        RunOverRays(_program["gather_latents"]
            .With(_memory.Seen, _memory.SeenStarts, features, _byRays).With(4, _memory.RayCount));
        _memory.AddUp(_program, _form, _byRays, _sums, _size);
        _program["learn_latents"].With(_state[0], _state[1], _state[2], _sums)
            .With(4, Length).With(5, (float)(rate * LatentLearner.Rule.Correction(count))).RunOver(Length);
        Average();
    }

    /// <summary>What training goes on from.</summary>
    public float[] Save()
    {
        float[] state = new float[_state.Length * Length];
        for (int i = 0; i < _state.Length; i++) _state[i].Read(state.AsSpan(i * Length, Length));
        return state;
    }

    /// <summary>Goes on from what <see cref="Save"/> gave.</summary>
    /// <exception cref="InputException">It is of other views.</exception>
    public void Restore(ReadOnlySpan<float> state)
    {
        _start.Restore(state);
        Publish(state);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (ClBuffer buffer in (ClBuffer[])[.. _state, _sums, _byRays]) buffer.Dispose();
    }

    private void Publish(ReadOnlySpan<float> state)
    {
        for (int i = 0; i < _state.Length; i++) _state[i].Write(state.Slice(i * Length, Length));
        Average();
    }

    private void Average()
        => _program["mean_latents"].With(_state[0], _owner.Parameters).With(2, _views)
            .Run(_form.GroupSize, _form.GroupSize, _size);

    private void RunOverRays(ClKernel kernel) => kernel.RunOver(_memory.RayCount, _size);
}
