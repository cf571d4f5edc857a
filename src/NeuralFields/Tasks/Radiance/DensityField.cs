using System.Numerics;
using NeuralFields.Backends;
using NeuralFields.Images;
using NeuralFields.Meshing;
using NeuralFields.Numerics;
using NeuralFields.Rendering.Radiance;
using NeuralFields.Volumes;

namespace NeuralFields.Tasks;

/// <summary>
/// The density of a radiance field as meshing asks for it: −ln σ, so that inside is below the level and the slope is even
/// on both sides, at places of the field's space. What training did not see as occupied is outside.
/// </summary>
public sealed class DensityField : IColoredField
{
    /// <summary>
    /// The density of the surface where none is asked for, per unit of the field's space: half of the light is lost over
    /// 1/36 of the unit cube, so fog and the glow around edges (below 10) are outside, and what looks solid is inside.
    /// </summary>
    public const double UsualDensity = 25;

    // Values are kept this near to the level (a factor of 20 in density): jumps at the border of occupied cells would
    // else throw vertices and normals about.
    private const float Band = 3;

    private const int Inputs = 6, Outputs = 4;

    // Colours are those that an eye sees so many of the shortest steps above the surface, looking straight down.
    private const float EyeSteps = 2;

    private readonly IFieldProgram _program;
    private readonly VolumeSpace _space;
    private readonly OccupancyBits _bits;
    private readonly RayMarcher _cells;
    private readonly RadianceTracer _tracer;
    private float[] _inputs = [], _outputs = [];

    /// <summary>A field.</summary>
    /// <param name="program">The compiled radiance field with its parameters.</param>
    /// <param name="space">Its space.</param>
    /// <param name="bits">What may hold something.</param>
    /// <param name="density">The density of the surface, per unit of the field's space; above 0.</param>
    /// <param name="threads">Threads beside those of the backend; 0 means one per processor.</param>
    /// <exception cref="InputException">The field is not one of radiance.</exception>
    public DensityField(
        IFieldProgram program, VolumeSpace space, OccupancyBits bits, double density = UsualDensity, int threads = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(density);
        _tracer = new(program, space, bits, threads);
        (_program, _space, _bits, _cells) = (program, space, bits, new(space, bits));
        Level = -(float)DeterministicMath.Log(density);
    }

    /// <summary>The value on the surface.</summary>
    public float Level { get; }

    /// <summary>The density, per unit of the field's space, that a value stands for.</summary>
    public static double DensityOf(float value) => DeterministicMath.Exp(-value);

    /// <inheritdoc/>
    public void Evaluate(ReadOnlySpan<Vector3> places, Span<float> values)
    {
        if (_inputs.Length < places.Length * Inputs)
            (_inputs, _outputs) = (new float[places.Length * Inputs], new float[places.Length * Outputs]);
        int count = 0;
        for (int i = 0; i < places.Length; i++)
        {
            values[i] = Level + Band;
            if (!_bits[_cells.CellOf(places[i], _space.MinStep)]) continue;
            Span<float> input = _inputs.AsSpan(Inputs * count, Inputs);
            _space.ToField(places[i]).CopyTo(input);
            input[3..].Fill(0.5f);
            values[i] = float.NegativeInfinity;
            count++;
        }
        _program.Evaluate(_inputs.AsSpan(0, Inputs * count), _outputs.AsSpan(0, Outputs * count));
        for (int i = 0, next = 0; i < values.Length; i++)
            if (float.IsNegativeInfinity(values[i])) values[i] = ValueOf(_outputs[Outputs * next++]);
    }

    /// <inheritdoc/>
    public void Color(ReadOnlySpan<Vector3> places, ReadOnlySpan<Vector3> normals, Span<Vector3> colors)
    {
        EyeRay[] rays = new EyeRay[places.Length];
        RayLight[] lights = new RayLight[places.Length];
        for (int i = 0; i < rays.Length; i++)
            rays[i] = new(places[i] + (normals[i] * (EyeSteps * _space.MinStep)), -normals[i], 0);
        _tracer.Trace(rays, lights);
        for (int i = 0; i < lights.Length; i++)
        {
            Vector3 coded = lights[i].Opacity > 0 ? lights[i].Color / lights[i].Opacity : Vector3.Zero;
            for (int c = 0; c < 3; c++) colors[i][c] = (float)SrgbCurve.Decode(Math.Clamp(coded[c], 0, 1));
        }
    }

    private float ValueOf(float density)
        => Math.Clamp(-(float)DeterministicMath.Log(Math.Max(density, 1e-30)), Level - Band, Level + Band);
}
