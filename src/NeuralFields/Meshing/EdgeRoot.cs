namespace NeuralFields.Meshing;

/// <summary>
/// The search for a level between the ends of an edge: regula falsi, which never leaves the bracket. When the same end
/// moves twice, the value at the other is made smaller by the rule of Anderson and Björck 1973, so that it does not
/// stall there.
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
        int moved = movesStart ? 1 : -1;
        float rest = moved == _lastMoved ? Rest(value, movesStart ? _start : _end) : 1;
        if (movesStart) (_from, _start, _end) = (fraction, value, _end * rest);
        else (_to, _end, _start) = (fraction, value, _start * rest);
        _lastMoved = moved;
    }

    private static float Rest(float value, float before) => 1 - (value / before) is > 0 and var rest ? rest : 0.5f;
}
