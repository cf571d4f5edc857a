using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using NeuralFields.Backends;
using NeuralFields.Codegen;
using NeuralFields.Fields.Emission;
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

    private const int RowRays = 512, Layers = 3;
    private const uint ParameterBinding = 0, PixelBinding = 1;

    private readonly Gl _gl;
    private readonly IFieldProgram _field;
    private readonly ShaderProgram _program;
    private readonly uint _array, _framebuffer, _parameters, _pixels;
    private readonly uint[] _layers = new uint[Layers];
    private readonly byte[][] _bytes = new byte[Layers][];
    private int _rows;

    /// <summary>Writes, compiles and fills in a field.</summary>
    /// <param name="gl">The context that is current.</param>
    /// <param name="field">The field.</param>
    /// <param name="shader">The fragment shader's file.</param>
    /// <param name="glue">Text between the field's functions and the shader.</param>
    /// <exception cref="InputException">The driver refuses it, or the parameters are too many for a buffer.</exception>
    public RayProgram(Gl gl, IFieldProgram field, string shader, string glue = "")
    {
        (_gl, _field) = (gl, field);
        gl.glGetIntegerv(GL_MAX_SHADER_STORAGE_BLOCK_SIZE, out int most);
        long bytes = 4L * field.Spec.Layout().Count;
        if (bytes > (uint)most)
            throw new InputException(
                $"OpenGL: the field has {bytes} bytes of parameters, this driver takes {most}. Take --renderer cpu.");
        string text = FieldText.Emit(field.Spec, new GlslDialect(), (int)ParameterBinding, unrolled: true);
        _program = new(
            gl, shader, ShaderProgram.Text("screen.vert"),
            "#version 430\n" + text + glue + ShaderProgram.Text("rays.glsl") + ShaderProgram.Text(shader));
        (_array, _framebuffer) = (gl.glGenVertexArrays(), gl.glGenFramebuffers());
        (_parameters, _pixels) = (gl.glGenBuffers(), gl.glGenBuffers());
        for (int i = 0; i < Layers; i++) _layers[i] = gl.glGenTextures();
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
        int rays = pixels.Length * samples, rows = (rays + RowRays - 1) / RowRays;
        Reserve(rows);
        _gl.glBindFramebuffer(GL_FRAMEBUFFER, _framebuffer);
        _gl.glViewport(0, 0, RowRays, rows);
        _gl.glBindBuffer(GL_SHADER_STORAGE_BUFFER, _pixels);
        _gl.glBufferData(GL_SHADER_STORAGE_BUFFER, MemoryMarshal.AsBytes(pixels), GL_STATIC_DRAW);
        _gl.glBindBufferBase(GL_SHADER_STORAGE_BUFFER, ParameterBinding, _parameters);
        _gl.glBindBufferBase(GL_SHADER_STORAGE_BUFFER, PixelBinding, _pixels);
        _gl.glUniform4i(_program["ray_list"], rays, samples, new PixelLattice(samples).Step, RowRays);
        _gl.glUniform1i(_program["picture_width"], pictureWidth);
        _gl.glBindVertexArray(_array);
        _gl.glDrawArrays(GL_TRIANGLES, 0, 3);
        _gl.glPixelStorei(GL_PACK_ALIGNMENT, 1);
        for (int i = 0; i < Layers; i++)
        {
            _gl.glReadBuffer(GL_COLOR_ATTACHMENT0 + (uint)i);
            _gl.glReadPixels(0, 0, RowRays, rows, GL_RGBA, GL_FLOAT, _bytes[i].AsSpan(0, rows * RowRays * 16));
        }
        if (_gl.glGetError() is var error and not 0)
            throw new InputException(string.Create(
                CultureInfo.InvariantCulture, $"OpenGL: drawing failed with error 0x{error:X4}. Take --renderer cpu."));
    }

    private Ray Read(int ray) => new(Layer(0, ray), Layer(1, ray), Layer(2, ray));

    private Vector4 Layer(int layer, int ray) => MemoryMarshal.Cast<byte, Vector4>(_bytes[layer])[ray];

    private void Reserve(int rows)
    {
        if (rows <= _rows) return;
        _rows = rows;
        _gl.glBindFramebuffer(GL_FRAMEBUFFER, _framebuffer);
        for (int i = 0; i < Layers; i++)
        {
            _bytes[i] = new byte[rows * RowRays * 16];
            _gl.glBindTexture(GL_TEXTURE_2D, _layers[i]);
            _gl.glTexImage2D(GL_TEXTURE_2D, GL_RGBA32F, RowRays, rows, GL_RGBA, GL_FLOAT, []);
            _gl.glFramebufferTexture2D(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0 + (uint)i, GL_TEXTURE_2D, _layers[i], 0);
        }
        _gl.glDrawBuffers([GL_COLOR_ATTACHMENT0, GL_COLOR_ATTACHMENT0 + 1, GL_COLOR_ATTACHMENT0 + 2]);
    }
}

/// <summary>Takes the rays of a pixel.</summary>
internal delegate void RayReader(int pixel, ReadOnlySpan<RayProgram.Ray> rays);
