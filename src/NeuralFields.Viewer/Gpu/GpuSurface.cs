using System.Numerics;
using System.Runtime.InteropServices;
using NeuralFields.Rendering;
using NeuralFields.Rendering.Cameras;
using NeuralFields.Rendering.Surfaces;
using NeuralFields.Viewer.Interop;
using static NeuralFields.Viewer.Interop.GlConstants;

namespace NeuralFields.Viewer.Gpu;

/// <summary>A surface on a graphics processor; the coarse lattice comes from the processor's renderer.</summary>
internal sealed class GpuSurface : GpuViews
{
    private const int Taps = 13;

    private readonly Gl _gl;
    private readonly SurfaceRenderer _renderer;
    private readonly RayProgram _program;
    private readonly uint _grid;
    private ReadOnlyMemory<float> _known;

    /// <summary>Compiles the field.</summary>
    /// <exception cref="InputException">The driver refuses it.</exception>
    public GpuSurface(Gl gl, SurfaceRenderer renderer)
    {
        (_gl, _renderer, _program) = (gl, renderer, new(gl, renderer.Program, "surface.frag", marches: true));
        _grid = gl.glGenTextures();
    }

    public override void Renew() => _program.Renew();

    protected override RayProgram Prepare(Camera camera, ViewLayers layers, CancellationToken cancellation)
    {
        SurfaceSight scene = _renderer.SightOf(camera, cancellation);
        _program.Use();
        Upload(scene);
        SetShape(scene);
        (Vector3 min, Vector3 max) = scene.Crop ?? default;
        _program.Set("has_crop", scene.Crop is null ? 0 : 1);
        _program.Set("crop_min", min);
        _program.Set("crop_max", max);
        (Vector4 plane, Vector3 low, Vector3 high) = scene.Slice ?? default;
        _program.Set("slice", plane);
        _program.Set("slice_min", low);
        _program.Set("slice_max", high);
        _program.Set("pixel_angle", (float)(1 / Math.Max(camera.Lens.FocalX, camera.Lens.FocalY)));
        return _program;
    }

    private void SetShape(SurfaceSight scene)
    {
        (int nx, int ny, int nz) = scene.Counts;
        _program.Set("grid", 0);
        _program.Set("grid_min", scene.GridMin);
        // As the processor has it: the last cells may reach beyond the domain.
        _program.Set("grid_max", Vector3.Min(scene.Domain.Max, scene.GridMin + (new Vector3(nx - 1, ny - 1, nz - 1) * scene.Cell)));
        _program.Set("cell", scene.Cell);
        _program.Set("domain_min", scene.Domain.Min);
        _program.Set("domain_max", scene.Domain.Max);
        _program.Set("eye", scene.Eye);
        _program.Set("per_unit", scene.PerUnit);
        _program.Set("normal_step", scene.NormalStep);
        _program.Set("normal_pixels", scene.NormalPixels);
        _program.Set("level", scene.Level);
        (Vector3 key, Vector3 fill, Vector3 rim, Vector3 up) = scene.Lights;
        _program.Set("key", key);
        _program.Set("fill", fill);
        _program.Set("rim", rim);
        _program.Set("up", up);
        _program.Set("floor_place", scene.Floor.Place);
        _program.Set("floor_radius", scene.Floor.Radius);
        _program.Set("tap_count", Taps);
    }

    private void Upload(SurfaceSight scene)
    {
        _gl.glActiveTexture(GL_TEXTURE0);
        _gl.glBindTexture(GL_TEXTURE_3D, _grid);
        if (_known.Equals(scene.Distances)) return;
        _known = scene.Distances;
        (int nx, int ny, int nz) = scene.Counts;
        _gl.glTexParameteri(GL_TEXTURE_3D, GL_TEXTURE_MIN_FILTER, GL_NEAREST);
        _gl.glTexParameteri(GL_TEXTURE_3D, GL_TEXTURE_MAG_FILTER, GL_NEAREST);
        _gl.glPixelStorei(GL_UNPACK_ALIGNMENT, 1);
        _gl.glTexImage3D(GL_TEXTURE_3D, GL_R32F, nx, ny, nz, GL_RED, GL_FLOAT, MemoryMarshal.AsBytes(_known.Span));
    }
}
