using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using NeuralFields.Fields;
using NeuralFields.Geometry;
using NeuralFields.Rendering;
using NeuralFields.Rendering.Cameras;
using NeuralFields.Rendering.Radiance;
using NeuralFields.Viewer.Interop;
using NeuralFields.Volumes;
using static NeuralFields.Viewer.Interop.GlConstants;

namespace NeuralFields.Viewer.Gpu;

/// <summary>A scene of density and colour on a graphics processor.</summary>
internal sealed class GpuRadiance : GpuViews
{
    private const uint CellBinding = 2;
    private const int NormalTaps = 4;

    private readonly Gl _gl;
    private readonly Func<RadianceRenderer> _renderer;
    private readonly RayProgram _program;
    private readonly uint _cells;
    private OccupancyBits? _known;

    /// <summary>Compiles the field.</summary>
    /// <param name="gl">The context that is current.</param>
    /// <param name="renderer">The processor's renderer as it is now.</param>
    /// <exception cref="InputException">The driver refuses it.</exception>
    public GpuRadiance(Gl gl, Func<RadianceRenderer> renderer)
    {
        (_gl, _renderer, _cells) = (gl, renderer, gl.glGenBuffers());
        FieldSpec spec = renderer().Program.Spec;
        // What the density's function hands on to the colour's.
        int features = spec.SizeOf(spec.Heads[0].Node);
        _program = new(
            gl, renderer().Program, "radiance.frag", marches: true,
            string.Create(
                CultureInfo.InvariantCulture, $"#define FEATURES {features}\n#define COLOR_READS_PLACE {(ColorReadsPlace(spec) ? 1 : 0)}\n"));
    }

    /// <summary>Whether colour looks at the position itself, beside what the density hands on.</summary>
    private static bool ColorReadsPlace(FieldSpec spec)
        => spec.Nodes.Count(n => n.Inputs.Contains(spec.Ports[0].Name)) > 1;

    public override void Renew() => _program.Renew();

    protected override RayProgram Prepare(Camera camera, ViewLayers layers, CancellationToken cancellation)
    {
        RadianceRenderer scene = _renderer();
        VolumeSpace space = scene.Space;
        _program.Use();
        Upload(scene.Bits);
        _program.Set("eye", scene.Placement.ToField(camera.Pose.Position).ToVector3());
        _program.Set("per_unit", (float)(1 / scene.Placement.Scale));
        _program.Set("cascades", space.Cascades);
        _program.Set("low", space.Low);
        _program.Set("side", space.High - space.Low);
        _program.Set("min_step", space.MinStep);
        _program.Set("cone", (float)space.ConeAngle);
        _program.Set("near_distance", scene.Near);
        _program.Set("min_transmittance", scene.MinTransmittance);
        Box3? crop = scene.Crop is { } box ? scene.Placement.ToField(box) : null;
        _program.Set("crop_min", crop?.Min.ToVector3() ?? new Vector3(space.Low));
        _program.Set("crop_max", crop?.Max.ToVector3() ?? new Vector3(space.High));
        _program.Set("normal_taps", layers.HasFlag(ViewLayers.Normals) ? NormalTaps : 0);
        return _program;
    }

    private void Upload(OccupancyBits bits)
    {
        _gl.glBindBuffer(GL_SHADER_STORAGE_BUFFER, _cells);
        if (bits != _known)
            _gl.glBufferData(GL_SHADER_STORAGE_BUFFER, MemoryMarshal.AsBytes(bits.Bricks), GL_STATIC_DRAW);
        _known = bits;
        _gl.glBindBufferBase(GL_SHADER_STORAGE_BUFFER, CellBinding, _cells);
    }
}
