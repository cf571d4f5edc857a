namespace NeuralFields.Training;

/// <summary>Rows of numbers for consecutive samples: one row per coordinate or channel.</summary>
public readonly unsafe ref struct SampleRows
{
    private readonly float* _data;
    private readonly nint _stride;

    /// <summary>Rows over memory that the caller keeps.</summary>
    /// <param name="data">The first number of the first row.</param>
    /// <param name="stride">Floats from one row to the next.</param>
    /// <param name="count">Samples.</param>
    public SampleRows(float* data, nint stride, int count)
    {
        _data = data;
        _stride = stride;
        Count = count;
    }

    /// <summary>Samples per row.</summary>
    public int Count { get; }

    /// <summary>One row.</summary>
    public Span<float> this[int row] => new(_data + (row * _stride), Count);
}

/// <summary>
/// Where training samples come from. A pure function of the sample's number, so that any thread may ask for any part of
/// any batch and runs can be resumed from a step number alone.
/// </summary>
public interface ISampleSource
{
    /// <summary>Coordinates per sample.</summary>
    int InputCount { get; }

    /// <summary>Target values per sample.</summary>
    int TargetCount { get; }

    /// <summary>Samples after which the same ones come again in the same order; 0 where they do not.</summary>
    long RepeatsAfter => 0;

    /// <summary>Which samples of a step were in an earlier one.</summary>
    SampleReuse Reuse => default;

    /// <summary>
    /// How many places samples can have, if those are few and numbered; else 0. What follows from a place alone is then
    /// found once for each.
    /// </summary>
    int PlaceCount => 0;

    /// <summary>Writes the numbers of consecutive samples' places, where they have numbers.</summary>
    /// <param name="firstSample">The number of the first sample since the start of training.</param>
    /// <param name="places">[samples] receives numbers below <see cref="PlaceCount"/>.</param>
    void Places(long firstSample, Span<int> places)
        => throw new NotSupportedException("Places of this source have no numbers.");

    /// <summary>Writes consecutive samples. Called by several threads at once; must not allocate.</summary>
    /// <param name="firstSample">The number of the first sample since the start of training.</param>
    /// <param name="inputs">[inputs] rows of coordinates.</param>
    /// <param name="targets">[targets] rows of target values.</param>
    void Fill(long firstSample, SampleRows inputs, SampleRows targets);
}
