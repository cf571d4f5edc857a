using NeuralFields.Geometry;
using NeuralFields.Numerics;
using NeuralFields.Rendering.Cameras;
using NeuralFields.Sampling;

namespace NeuralFields.Tasks;

/// <summary>
/// Where training learns cameras, photographs leave open where the scene stands as a whole: it moves with the mean error of
/// the cameras. Held-out cameras still stand in the frame that was given. This finds the one similarity that takes all of
/// them along: seven numbers, by Levenberg and Marquardt's method on the colours of some pixels.
/// </summary>
/// <remarks>
/// Bundle-adjusting radiance fields (Lin et al. 2021) are judged likewise, after aligning frames and then every camera;
/// here no camera moves on its own.
/// </remarks>
internal sealed class HeldOutAlignment
{
    private const int Numbers = SceneMotion.Numbers;

    /// <summary>Differences are taken over so many radians, parts of the distance and parts of 1.</summary>
    private const double Reach = 1e-3;

    private const double FirstDamping = 1e-3, MostDamping = 1e3, DampingFactor = 10;

    /// <summary>For cameras that stand in the very centre; in field units.</summary>
    private const double LeastDistance = 1e-2;

    /// <summary>A round that gains less of the error than this is the last.</summary>
    private const double LeastGain = 1e-3;

    private readonly ViewComparison _comparison;
    private readonly PhotographPixel[] _pixels;
    private readonly IReadOnlyList<TrainingView> _views;
    private readonly Point3 _center;
    private readonly double _distance;

    /// <summary>Views that are aligned with a field.</summary>
    /// <param name="comparison">With the field.</param>
    /// <param name="views">The views as given.</param>
    /// <param name="center">What their motion turns about.</param>
    /// <param name="mostPixels">Pixels over all views that are compared, about.</param>
    public HeldOutAlignment(
        ViewComparison comparison, IReadOnlyList<TrainingView> views, Point3 center, int mostPixels)
    {
        (_comparison, _views, _center) = (comparison, views, center);
        _pixels = [.. PhotographPixel.Some(views, mostPixels).SelectMany(p => p)];
        _distance = Math.Max(LeastDistance, views.Average(v => (Point3.Of(v.Position) - center).Length));
    }

    /// <summary>Angle that the cameras are turned by at most, as <see cref="SceneMotion.Turn"/>.</summary>
    public required double MostTurn { get; init; }

    /// <summary>What any of the cameras is shifted by at most.</summary>
    public required double MostShift { get; init; }

    /// <summary>Finds the motion.</summary>
    /// <param name="guess">Where to start, unless no motion at all is better.</param>
    /// <param name="mostRounds">Rounds at most; each compares the pixels some fifteen times.</param>
    public SceneMotion Find(SceneMotion guess, int mostRounds)
    {
        double[] motion = NumbersOf(guess), rest = new double[Numbers];
        (double[] differences, double[] atRest) = (Differences(motion), Differences(rest));
        if (SumOfSquares(atRest) < SumOfSquares(differences)) (motion, differences) = (rest, atRest);
        double damping = FirstDamping;
        for (int round = 0; round < mostRounds; round++)
        {
            NormalEquations equations = Linearise(motion, differences);
            double error = SumOfSquares(differences), least = error;
            while (damping < MostDamping && least >= error)
            {
                double[] moved = Moved(motion, equations.Solve(damping));
                double[] then = IsNear(MotionOf(moved)) ? Differences(moved) : [double.PositiveInfinity];
                least = SumOfSquares(then);
                if (least < error) (motion, differences) = (moved, then);
                damping = least < error ? damping / DampingFactor : damping * DampingFactor;
            }
            if (!(least < error * (1 - LeastGain))) break;
        }
        return MotionOf(motion);
    }

    private double[] NumbersOf(SceneMotion motion)
    {
        (Point3 turn, Point3 shift) = (motion.Turn, motion.Shift * (1 / _distance));
        return [turn.X, turn.Y, turn.Z, shift.X, shift.Y, shift.Z, motion.Growth];
    }

    /// <summary>A motion from numbers of like effect: shifts in parts of the distance.</summary>
    private SceneMotion MotionOf(double[] numbers)
    {
        SceneMotion motion = SceneMotion.Of(numbers);
        return motion with { Shift = motion.Shift * _distance };
    }

    private bool IsNear(SceneMotion motion) => motion.Turn.Length <= MostTurn &&
        _views.All(v => motion.At(Point3.Of(v.Position), _center).Shift.Length <= MostShift);

    private NormalEquations Linearise(double[] motion, double[] differences)
    {
        double[][] slopes = [.. Enumerable.Range(0, Numbers).Select(n => Slopes(motion, n))];
        return NormalEquations.Of(slopes, differences);
    }

    private double[] Slopes(double[] motion, int number)
    {
        double[] step = new double[Numbers];
        step[number] = Reach;
        double[] ahead = Differences(Moved(motion, step));
        step[number] = -Reach;
        double[] behind = Differences(Moved(motion, step));
        for (int i = 0; i < ahead.Length; i++) ahead[i] = (ahead[i] - behind[i]) / (2 * Reach);
        return ahead;
    }

    private double[] Differences(double[] numbers)
    {
        SceneMotion motion = MotionOf(numbers);
        Dictionary<TrainingView, TrainingView> moved = new(ReferenceEqualityComparer.Instance);
        (float[] prediction, float[] reference) =
            _comparison.Colors([.. _pixels.Select(p => p with { View = Moved(p.View, motion, moved) })]);
        return [.. prediction.Zip(reference, (p, r) => (double)p - r)];
    }

    private TrainingView Moved(
        TrainingView view, SceneMotion motion, Dictionary<TrainingView, TrainingView> moved)
        => moved.TryGetValue(view, out TrainingView? done) ? done
            : moved[view] = view.Correct(motion.At(Point3.Of(view.Position), _center));

    private static double[] Moved(double[] motion, double[] step) => [.. motion.Zip(step, (a, b) => a + b)];

    private static double SumOfSquares(double[] values)
    {
        double sum = 0;
        foreach (double value in values) sum += value * value;
        return sum;
    }
}
