namespace NeuralFields.Meshing;

/// <summary>An edge that may be collapsed.</summary>
/// <param name="Cost">The quadric's value at the place of the new vertex.</param>
/// <param name="A">One end.</param>
/// <param name="B">The other end.</param>
/// <param name="Time">When the cost was computed, in collapses.</param>
internal readonly record struct CollapseCandidate(float Cost, int A, int B, int Time)
{
    /// <summary>Whether it comes first: by cost, equal costs by the numbers of the ends.</summary>
    public bool IsBefore(in CollapseCandidate other)
        => Cost != other.Cost ? Cost < other.Cost : A != other.A ? A < other.A : B < other.B;
}

/// <summary>The cheapest edge first: a heap in which every entry has four children.</summary>
internal sealed class CollapseQueue
{
    private const int Arity = 4;

    private CollapseCandidate[] _entries = new CollapseCandidate[1 << 10];

    /// <summary>Entries.</summary>
    public int Count { get; private set; }

    /// <summary>The cheapest.</summary>
    public ref readonly CollapseCandidate First => ref _entries[0];

    /// <summary>Adds an edge.</summary>
    public void Add(in CollapseCandidate candidate)
    {
        if (Count == _entries.Length) Array.Resize(ref _entries, checked(2 * Count));
        int at = Count++;
        for (int parent; at > 0 && candidate.IsBefore(_entries[parent = (at - 1) / Arity]); at = parent)
            _entries[at] = _entries[parent];
        _entries[at] = candidate;
    }

    /// <summary>Takes the cheapest away.</summary>
    public void RemoveFirst()
    {
        CollapseCandidate last = _entries[--Count];
        if (Count > 0) Sink(last);
    }

    /// <summary>Puts another entry in the place of the cheapest.</summary>
    public void ReplaceFirst(in CollapseCandidate candidate) => Sink(candidate);

    private void Sink(CollapseCandidate candidate)
    {
        int at = 0;
        for (int child = 1; child < Count; child = (Arity * at) + 1)
        {
            int best = child, end = Math.Min(Count, child + Arity);
            for (int c = child + 1; c < end; c++)
                if (_entries[c].IsBefore(_entries[best])) best = c;
            if (!_entries[best].IsBefore(candidate)) break;
            _entries[at] = _entries[best];
            at = best;
        }
        _entries[at] = candidate;
    }
}
