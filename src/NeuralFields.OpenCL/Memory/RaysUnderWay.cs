namespace NeuralFields.OpenCL.Memory;

/// <summary>The numbers of those rays of a batch that are under way, kept on the device; the host knows how many.</summary>
internal sealed class RaysUnderWay : IDisposable
{
    private readonly ClProgram _program;
    private readonly KernelForm _form;
    private readonly ClBuffer _places, _total;
    private readonly int[] _read = new int[2];
    private ClBuffer _numbers, _next;

    /// <summary>Takes memory.</summary>
    /// <param name="session">The device.</param>
    /// <param name="form">The form of kernels.</param>
    /// <param name="program">A program with the kernels begin, scan and collect.</param>
    /// <param name="mostRays">The most rays of a batch.</param>
    public RaysUnderWay(ClSession session, KernelForm form, ClProgram program, int mostRays)
    {
        (_form, _program) = (form, program);
        (_numbers, _next) = (ClBuffer.Of<int>(session, mostRays), ClBuffer.Of<int>(session, mostRays));
        (_places, GoesOn) = (ClBuffer.Of<int>(session, mostRays), ClBuffer.Of<int>(session, mostRays));
        _total = ClBuffer.Of<int>(session, 2);
    }

    /// <summary>How many are under way.</summary>
    public int Count { get; private set; }

    /// <summary>[Count] their numbers.</summary>
    public ClBuffer Numbers => _numbers;

    /// <summary>[Count] kernels write 1 for rays that go on, else 0.</summary>
    public ClBuffer GoesOn { get; }

    /// <summary>Begins with all rays of a batch.</summary>
    public void Begin(int count)
    {
        Count = count;
        if (count > 0) _program["begin"].With(_numbers).With(1, count).RunOver(count);
    }

    /// <summary>Leaves out those that do not go on.</summary>
    public void Collect()
    {
        _program["scan"].With(GoesOn, _places, _total).With(3, Count).With(4, int.MaxValue)
            .Run(_form.GroupSize, _form.GroupSize);
        _program["collect"].With(_numbers, GoesOn, _places, _next).With(4, Count).RunOver(Count);
        (_numbers, _next) = (_next, _numbers);
        _total.Read<int>(_read);
        Count = _read[0];
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (ClBuffer buffer in (ClBuffer[])[_numbers, _next, _places, GoesOn, _total]) buffer.Dispose();
    }
}
