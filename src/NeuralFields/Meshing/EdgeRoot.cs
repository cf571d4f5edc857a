namespace NeuralFields.Meshing;

/// <summary>
/// The search for a level between the ends of an edge: regula falsi with the Illinois rule (Dowell and Jarratt 1971),
/// which never leaves the bracket and does not stall at one end.
/// </summary>
internal struct EdgeRoot(float start, float end)
{
    private readonly bool _startsInside = start < 0;
    private float _from, _to = 1, _start = start, _end = end;
    private int _lastMoved;

    /// <summary>Where the level is expected, from 0 to 1, away from both ends.</summary>
    public readonly float Fraction => EdgeCrossing.Clamp(_from + ((_to - _from) * (_start / (_start - _end))));

    /// <summary>Narrows the bracket.</summary>
    /// <param name="fraction">Where the field was asked.</param>
    /// <param name="value">What it said, less the level; what is no number counts as outside.</param>
    public void Take(float fraction, float value)
    {
        bool movesStart = value < 0 == _startsInside;
        if (movesStart) (_from, _start) = (fraction, value);
        else (_to, _end) = (fraction, value);
        int moved = movesStart ? 1 : -1;
        if (moved == _lastMoved && movesStart) _end *= 0.5f;
        else if (moved == _lastMoved) _start *= 0.5f;
        _lastMoved = moved;
    }
}
