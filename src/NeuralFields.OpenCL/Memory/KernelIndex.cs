using NeuralFields.Encodings;
using NeuralFields.Fields;
using NeuralFields.OpenCL.Emission;
using NeuralFields.RadialBases;

namespace NeuralFields.OpenCL.Memory;

/// <summary>
/// What a device searches the kernels of radial bases by: for each basis the lists of cells and the tree of
/// <see cref="NearestPoints"/>, as one buffer of words. It follows from the parameters.
/// </summary>
internal sealed class KernelIndex : IDisposable
{
    /// <summary>Words that say where the parts of a basis' index stand.</summary>
    public const int HeaderWords = 12;

    private const int Within = 3, CellsPerUnit = 4, Low = 5, Sides = 8;

    private readonly RadialPart[] _parts;
    private readonly ClSession _session;
    private readonly float[][] _known;
    private ClBuffer _words;

    /// <summary>An empty index.</summary>
    /// <param name="session">The device.</param>
    /// <param name="spec">The field.</param>
    public KernelIndex(ClSession session, FieldSpec spec)
    {
        (_session, _parts) = (session, [.. PartsOf(spec)]);
        _known = [.. _parts.Select(_ => Array.Empty<float>())];
        _words = ClBuffer.Of<int>(session, 0);
    }

    /// <summary>The words; of a field without radial bases, none that matter.</summary>
    public ClBuffer Words => _words;

    /// <summary>The place of a basis among all of the field.</summary>
    public static int NumberOf(FieldSpec spec, RadialPart part) => PartsOf(spec).ToList().IndexOf(part);

    /// <summary>Follows new parameters.</summary>
    /// <param name="parameters">[Layout.Count] parameters.</param>
    public void Follow(ReadOnlySpan<float> parameters)
    {
        bool isNew = false;
        for (int i = 0; i < _parts.Length; i++)
        {
            ReadOnlySpan<float> constants = parameters[_parts[i].FirstCenter.._parts[i].FirstFeature];
            isNew |= !constants.SequenceEqual(_known[i]);
            _known[i] = constants.ToArray();
        }
        if (!isNew) return;
        List<int> words = [.. new int[_parts.Length * HeaderWords]];
        for (int i = 0; i < _parts.Length; i++) Add(_parts[i], _known[i], i * HeaderWords, words);
        _words.Dispose();
        _words = ClBuffer.Holding<int>(_session, words.ToArray());
    }

    /// <inheritdoc/>
    public void Dispose() => _words.Dispose();

    /// <summary>The radial bases of a field.</summary>
    public static IEnumerable<RadialPart> PartsOf(FieldSpec spec)
        => spec.Nodes.OfType<EncodingNode>().SelectMany(n => spec.PartsOf(n)).OfType<RadialPart>();

    private static void Add(RadialPart part, ReadOnlySpan<float> constants, int header, List<int> words)
    {
        int dimensions = part.InputCount, centers = part.FirstShape - part.FirstCenter;
        ReadOnlySpan<float> points = constants[..centers];
        NearestIndex index = new NearestPoints(points, dimensions, part.Basis.Neighbors).Index;
        words[header] = words.Count;
        words.AddRange(index.FirstListed.Span);
        words[header + 1] = words.Count;
        AddEntries(index.Listed.Span, points, dimensions, words);
        words[header + 2] = words.Count;
        AddEntries(index.TreeOrder.Span, points, dimensions, words);
        words[header + Within] = BitConverter.SingleToInt32Bits(part.Within(constants[centers..]));
        words[header + CellsPerUnit] = BitConverter.SingleToInt32Bits(index.CellsPerUnit);
        for (int d = 0; d < dimensions; d++)
        {
            words[header + Low + d] = BitConverter.SingleToInt32Bits(index.Low.Span[d]);
            words[header + Sides + d] = index.Sides.Span[d];
        }
    }

    /// <summary>A kernel's number and its centre, for each number.</summary>
    private static void AddEntries(ReadOnlySpan<int> numbers, ReadOnlySpan<float> points, int dimensions, List<int> words)
    {
        words.EnsureCapacity(words.Count + (numbers.Length * (1 + dimensions)));
        foreach (int number in numbers)
        {
            words.Add(number);
            for (int d = 0; d < dimensions; d++)
                words.Add(BitConverter.SingleToInt32Bits(points[(number * dimensions) + d]));
        }
    }
}
