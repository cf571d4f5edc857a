using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using NeuralFields.Backends;
using NeuralFields.Codegen;
using NeuralFields.Fields.Emission;
using NeuralFields.Parameters;
using NeuralFields.Rendering;
using NeuralFields.Viewer.Display;
using NeuralFields.Viewer.Interop;
using static NeuralFields.Viewer.Interop.GlConstants;

namespace NeuralFields.Viewer.Gpu;

/// <summary>
/// A field on a graphics processor: its generated functions under a fragment shader that runs once per ray of a list. The
/// parameters lie in a buffer. Belongs to the thread on which its context is current.
/// </summary>
internal sealed class RayProgram
{
    /// <summary>Rays of a call: a cancelled picture ends between two, and the largest target is 6 MB.</summary>
    private const int BatchRays = 1 << 17;

    /// <summary>
    /// Turns of loops in a pass: llvmpipe ends all loops after 65,536, and what is not the field needs some as well.
    /// </summary>
    private const int LoopTurns = 54_000;

    /// <summary>What of them is left where the field searches for near kernels.</summary>
    private const int LoopTurnsBesideSearch = 24_000;

    /// <summary>Passes at most: as many as a ray of the longest march needs where each has one evaluation.</summary>
    private const int MaxPasses = 4096;

    private const uint ParameterBinding = 0, PixelBinding = 1;

    // The first is the shader's own.
    private const int FirstStateUnit = 1;

    private readonly Gl _gl;
    private readonly IFieldProgram _field;
    private readonly ShaderProgram _program;
    private readonly uint _array, _parameters, _pixels;
    private readonly RayTarget[] _targets;
    private readonly bool _marches;
    private readonly int _budget;

    /// <summary>Writes, compiles and fills in a field.</summary>
    /// <param name="gl">The context that is current.</param>
    /// <param name="field">The field.</param>
    /// <param name="shader">The fragment shader's file.</param>
    /// <param name="marches">Whether rays are marched, in passes; else a field is asked once.</param>
    /// <param name="glue">Text between the field's functions and the shader.</param>
    /// <exception cref="InputException">The driver refuses it, or the parameters are too many for a buffer.</exception>
    public RayProgram(Gl gl, IFieldProgram field, string shader, bool marches, string glue = "")
    {
        (_gl, _field, _marches) = (gl, field, marches);
        gl.glGetIntegerv(GL_MAX_SHADER_STORAGE_BLOCK_SIZE, out int most);
        long bytes = 4L * field.Spec.Layout().Count;
        if (bytes > (uint)most)
            throw new InputException(
                $"OpenGL: the field has {bytes} bytes of parameters, this driver takes {most}. Take --renderer cpu.");
        string text = FieldText.Emit(field.Spec, new GlslDialect(), (int)ParameterBinding, unrolled: true);
        _budget = BudgetOf(field.Spec.Layout(), text.Contains(FieldText.SearchTurns, StringComparison.Ordinal));
        _program = new(
            gl, shader, ShaderProgram.Text("rays.vert"),
            ShaderProgram.Text("rays_head.glsl") + text + glue + ShaderProgram.Text("rays.glsl") + ShaderProgram.Text(shader));
        (_array, _parameters, _pixels) = (gl.glGenVertexArrays(), gl.glGenBuffers(), gl.glGenBuffers());
        _targets = [new(gl), new(gl)];
        Renew();
    }

    /// <summary>What a ray came to.</summary>
    /// <param name="Color">Premultiplied linear RGB, opacity.</param>
    /// <param name="Normal">Unit direction or zero; distance along the viewing axis or zero.</param>
    /// <param name="Cost">What the shadow takes; places that the field was asked for.</param>
    public readonly record struct Ray(Vector4 Color, Vector4 Normal, Vector4 Cost);

    /// <summary>Takes over the field's present parameters.</summary>
    public void Renew()
    {
        float[] values = new float[_field.Spec.Layout().Count];
        _field.GetParameters(values);
        _gl.glBindBuffer(GL_SHADER_STORAGE_BUFFER, _parameters);
        _gl.glBufferData(GL_SHADER_STORAGE_BUFFER, MemoryMarshal.AsBytes(values.AsSpan()), GL_STATIC_DRAW);
    }

    /// <summary>Makes it the program that uniforms are set of.</summary>
    public void Use() => _program.Use();

    /// <summary>Sets a whole number.</summary>
    public void Set(string name, int value) => _gl.glUniform1i(_program[name], value);

    /// <summary>Sets a number.</summary>
    public void Set(string name, float value) => _gl.glUniform1f(_program[name], value);

    /// <summary>Sets two numbers.</summary>
    public void Set(string name, Vector2 v) => _gl.glUniform2f(_program[name], v.X, v.Y);

    /// <summary>Sets three numbers.</summary>
    public void Set(string name, Vector3 v) => _gl.glUniform3f(_program[name], v.X, v.Y, v.Z);

    /// <summary>Sets four numbers.</summary>
    public void Set(string name, Vector4 v) => _gl.glUniform4f(_program[name], v.X, v.Y, v.Z, v.W);

    /// <summary>Runs the shader for the samples of pixels.</summary>
    /// <param name="pixels">The pixels.</param>
    /// <param name="samples">Samples per pixel.</param>
    /// <param name="pictureWidth">Pixels per row of the picture.</param>
    /// <param name="take">Told a pixel and its rays.</param>
    /// <param name="cancellation">Ends the work between two batches.</param>
    public void Trace(
        ReadOnlySpan<int> pixels, int samples, int pictureWidth, RayReader take, CancellationToken cancellation)
    {
        int batch = Math.Max(1, BatchRays / samples);
        Ray[] rays = new Ray[samples];
        for (int first = 0; first < pixels.Length; first += batch)
        {
            cancellation.ThrowIfCancellationRequested();
            ReadOnlySpan<int> part = pixels.Slice(first, Math.Min(batch, pixels.Length - first));
            Draw(part, samples, pictureWidth);
            for (int i = 0; i < part.Length; i++)
            {
                for (int s = 0; s < samples; s++) rays[s] = Read((i * samples) + s);
                take(part[i], rays);
            }
        }
    }

    private void Draw(ReadOnlySpan<int> pixels, int samples, int pictureWidth)
    {
        int rays = pixels.Length * samples;
        _gl.glBindBuffer(GL_SHADER_STORAGE_BUFFER, _pixels);
        _gl.glBufferData(GL_SHADER_STORAGE_BUFFER, MemoryMarshal.AsBytes(pixels), GL_STATIC_DRAW);
        _gl.glBindBufferBase(GL_SHADER_STORAGE_BUFFER, ParameterBinding, _parameters);
        _gl.glBindBufferBase(GL_SHADER_STORAGE_BUFFER, PixelBinding, _pixels);
        _gl.glUniform4i(_program["ray_list"], rays, samples, new PixelLattice(samples).Step, RayTarget.RowRays);
        Set("picture_width", pictureWidth);
        Set("budget", _budget);
        _gl.glBindVertexArray(_array);
        foreach (RayTarget target in _targets) target.Reserve(rays);
        if (_marches) March(rays);
        Pass(phase: 2, rays);
        _targets[0].Read(rays);
        if (_gl.glGetError() is var error and not 0)
            throw new InputException(string.Create(
                CultureInfo.InvariantCulture, $"OpenGL: drawing failed with error 0x{error:X4}. Take --renderer cpu."));
    }

    private void March(int rays)
    {
        for (int pass = 0; pass < MaxPasses; pass++)
        {
            Pass(pass == 0 ? 0 : 1, rays);
            if (_targets[0].AreDone(rays)) return;
        }
    }

    /// <summary>Draws into the first target what follows from the second, which held the pass before.</summary>
    private void Pass(int phase, int rays)
    {
        Array.Reverse(_targets);
        _targets[1].Sample(_program, FirstStateUnit);
        Set("phase", phase);
        _targets[0].Bind(rays);
        _gl.glDrawArrays(GL_TRIANGLES, 0, 3);
    }

    private Ray Read(int ray) => new(_targets[0][0, ray], _targets[0][1, ray], _targets[0][2, ray]);

    /// <summary>Evaluations of a pass, by the turns of the field's loops.</summary>
    private static int BudgetOf(ParameterLayout layout, bool searches)
    {
        int turns = layout.Tensors.Where(t => t.Name.EndsWith(".weight", StringComparison.Ordinal) && t.Shape.Length >= 2)
            .Sum(t => t.Shape[0] * (1 + (t.Shape[1] / FieldText.UnrolledTerms)));
        return Math.Clamp((searches ? LoopTurnsBesideSearch : LoopTurns) / Math.Max(1, turns), 1, MaxPasses);
    }
}

/// <summary>Takes the rays of a pixel.</summary>
internal delegate void RayReader(int pixel, ReadOnlySpan<RayProgram.Ray> rays);
