using System.Numerics;
using NeuralFields.Geometry;
using NeuralFields.Numerics;
using NeuralFields.Rendering.Cameras;

namespace NeuralFields.Optimizers;

/// <summary>
/// Learns corrections of cameras from the gradients of their rays: sums over some steps, then a step of Adam per camera.
/// The means over all cameras of turns, shifts and exposures stay zero, since a field can take those itself.
/// </summary>
/// <remarks>After instant-ngp, which learns the same quantities every 16 steps.</remarks>
public sealed class CameraLearner
{
    /// <summary>Steps between updates.</summary>
    public const int Interval = 16;

    /// <summary>Numbers of a camera: turn, shift, zoom, and the factors on its colours less one.</summary>
    public const int Numbers = 10;

    private const int Shift = 3, Zoom = 6, Gain = 7, Arrays = 4;
    private const double Beta1 = 0.9, Beta2 = 0.99, Epsilon = 1e-30;

    // Until the field has some shape, its slopes say little about cameras.
    private const long FirstStep = 256;

    // Beyond these, rays would turn inside out.
    private const double LeastFactor = -0.9;

    private readonly CameraLearning _learning;
    private readonly int _count;
    private readonly float[] _state;

    /// <summary>Cameras without corrections.</summary>
    /// <param name="learning">What is learnt.</param>
    /// <param name="count">Cameras.</param>
    public CameraLearner(CameraLearning learning, int count)
    {
        ArgumentNullException.ThrowIfNull(learning);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        (_learning, _count, _state) = (learning, count, new float[Arrays * Numbers * count]);
    }

    /// <summary>Whether rays change their course.</summary>
    public bool BendsRays => (_learning.Parts & (CameraParts.Pose | CameraParts.Focal)) != 0;

    /// <summary>Whether colours change.</summary>
    public bool ScalesColors => (_learning.Parts & CameraParts.Exposure) != 0;

    private Span<float> Values => _state.AsSpan(0, Numbers * _count);

    private Span<float> Sums => _state.AsSpan(3 * Numbers * _count);

    /// <summary>The correction of a camera.</summary>
    /// <param name="view">Its number.</param>
    public CameraCorrection this[int view] => Read(_state, view);

    /// <summary>The factors on a camera's colours.</summary>
    /// <param name="view">Its number.</param>
    public Vector3 GainOf(int view)
    {
        int at = (Numbers * view) + Gain;
        return Vector3.One + new Vector3(_state[at], _state[at + 1], _state[at + 2]);
    }

    /// <summary>The corrections that a state of training holds; none where it holds none.</summary>
    /// <param name="state">What <see cref="Save"/> gave.</param>
    public static CameraCorrection[] CorrectionsOf(float[] state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return [.. Enumerable.Range(0, state.Length / (Arrays * Numbers)).Select(view => Read(state, view))];
    }

    /// <summary>Corrects a ray as its camera stands now.</summary>
    /// <param name="view">The ray's camera.</param>
    /// <param name="back">The axis of its uncorrected camera.</param>
    /// <param name="origin">The eye.</param>
    /// <param name="direction">Of length 1.</param>
    public void Apply(int view, Vector3 back, ref Vector3 origin, ref Vector3 direction)
    {
        CameraCorrection correction = this[view];
        origin += correction.Shift.ToVector3();
        direction = correction.Apply(Point3.Of(direction), Point3.Of(back)).ToVector3();
    }

    /// <summary>Adds the derivatives of the loss by a ray.</summary>
    /// <param name="view">The ray's camera.</param>
    /// <param name="direction">The ray's direction before its correction.</param>
    /// <param name="back">The axis of its uncorrected camera.</param>
    /// <param name="gradient">The derivatives.</param>
    public void Add(int view, Vector3 direction, Vector3 back, in RayGradient gradient)
    {
        Span<float> sums = Sums.Slice(Numbers * view, Numbers);
        (Point3 byTurn, double byZoom) =
            this[view].Differentiate(Point3.Of(direction), Point3.Of(back), Point3.Of(gradient.ByDirection));
        Add(sums, byTurn.ToVector3());
        Add(sums[Shift..], gradient.ByOrigin);
        sums[Zoom] += (float)byZoom;
        Add(sums[Gain..], gradient.ByGain);
    }

    /// <summary>Whether cameras change, or sums begin anew, before a step.</summary>
    /// <param name="step">The step.</param>
    public static bool IsDue(long step) => step % Interval == 0 && step > 0;

    /// <summary>Takes sums of derivatives that were made elsewhere in place of its own.</summary>
    /// <param name="sums">[cameras, <see cref="Numbers"/>].</param>
    public void Take(ReadOnlySpan<float> sums) => sums.CopyTo(Sums);

    /// <summary>Changes the cameras where a step is due for it.</summary>
    /// <param name="step">The step that begins.</param>
    /// <param name="factor">The part of the first learning rate that is left, 0 to 1.</param>
    public void Update(long step, double factor)
    {
        if (!IsDue(step)) return;
        if (step > FirstStep) Move(((step - FirstStep - 1) / Interval) + 1, _learning.Rate * factor);
        Sums.Clear();
    }

    /// <summary>Corrections, moments and sums.</summary>
    public float[] Save() => [.. _state];

    /// <summary>Goes on from what <see cref="Save"/> gave.</summary>
    /// <exception cref="InputException">It is of other cameras, or not finite.</exception>
    public void Restore(ReadOnlySpan<float> state) => LearnedState.Restore(state, _state, "cameras");

    private static CameraCorrection Read(float[] state, int view)
    {
        ReadOnlySpan<float> v = state.AsSpan(Numbers * view, Numbers);
        return new(new(v[0], v[1], v[2]), new(v[3], v[4], v[5]), v[Zoom]);
    }

    private static void Add(Span<float> sums, Vector3 gradient)
    {
        for (int i = 0; i < 3; i++) sums[i] += gradient[i];
    }

    private void Move(long update, double rate)
    {
        Share();
        double first = 1 - DeterministicMath.Pow(Beta1, update), second = 1 - DeterministicMath.Pow(Beta2, update);
        int length = Numbers * _count;
        for (int i = 0; i < length; i++)
        {
            if (!IsLearnt(i % Numbers)) continue;
            double g = _state[(3 * length) + i];
            double m = (Beta1 * _state[length + i]) + ((1 - Beta1) * g);
            double v = (Beta2 * _state[(2 * length) + i]) + ((1 - Beta2) * g * g);
            (_state[length + i], _state[(2 * length) + i]) = ((float)m, (float)v);
            double moved = _state[i] - (rate * (m / first) / (Math.Sqrt(v / second) + Epsilon));
            _state[i] = (float)(i % Numbers >= Zoom ? Math.Max(moved, LeastFactor) : moved);
        }
        for (int number = 0; number < Numbers; number++)
            if (number != Zoom) Center(number);
    }

    private bool IsLearnt(int number) => (_learning.Parts &
        (number < Zoom ? CameraParts.Pose : number == Zoom ? CameraParts.Focal : CameraParts.Exposure)) != 0;

    /// <summary>One focal length for all cameras: each gets the mean derivative.</summary>
    private void Share()
    {
        double sum = 0;
        for (int view = 0; view < _count; view++) sum += Sums[(Numbers * view) + Zoom];
        for (int view = 0; view < _count; view++) Sums[(Numbers * view) + Zoom] = (float)(sum / _count);
    }

    private void Center(int number)
    {
        double sum = 0;
        for (int view = 0; view < _count; view++) sum += Values[(Numbers * view) + number];
        for (int view = 0; view < _count; view++) Values[(Numbers * view) + number] -= (float)(sum / _count);
    }
}

/// <summary>Derivatives of the loss by a ray, and by the factors on its colour.</summary>
/// <param name="ByOrigin">By the eye.</param>
/// <param name="ByDirection">By the direction.</param>
/// <param name="ByGain">By the factors.</param>
public readonly record struct RayGradient(Vector3 ByOrigin, Vector3 ByDirection, Vector3 ByGain);
