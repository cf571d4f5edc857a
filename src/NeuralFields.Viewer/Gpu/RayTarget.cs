using System.Numerics;
using System.Runtime.InteropServices;
using NeuralFields.Viewer.Display;
using NeuralFields.Viewer.Interop;
using static NeuralFields.Viewer.Interop.GlConstants;

namespace NeuralFields.Viewer.Gpu;

/// <summary>What a pass over rays writes: three textures of four floats per ray.</summary>
internal sealed class RayTarget
{
    /// <summary>Rays per row.</summary>
    public const int RowRays = 512;

    private const int Layers = 3;

    /// <summary>Sides of the target in those of the viewport; see rays.vert.</summary>
    private const int ViewportSides = 4;

    private static readonly string[] s_names = ["state_color", "state_normal", "state_cost"];

    private readonly Gl _gl;
    private readonly uint _framebuffer;
    private readonly uint[] _textures = new uint[Layers];
    private readonly byte[][] _bytes = [[], [], []];
    private int _rows;

    /// <summary>An empty target.</summary>
    public RayTarget(Gl gl)
    {
        (_gl, _framebuffer) = (gl, gl.glGenFramebuffers());
        for (int i = 0; i < Layers; i++) _textures[i] = gl.glGenTextures();
    }

    /// <summary>Four numbers of a ray, once they are read.</summary>
    /// <param name="layer">Which four.</param>
    /// <param name="ray">The ray.</param>
    public Vector4 this[int layer, int ray] => MemoryMarshal.Cast<byte, Vector4>(_bytes[layer])[ray];

    /// <summary>Makes room.</summary>
    public void Reserve(int rays)
    {
        int rows = Rows(rays);
        if (rows <= _rows) return;
        _rows = rows;
        _gl.glBindFramebuffer(GL_FRAMEBUFFER, _framebuffer);
        _gl.glActiveTexture(GL_TEXTURE0 + 1);
        for (int i = 0; i < Layers; i++)
        {
            _bytes[i] = new byte[rows * RowRays * 16];
            _gl.glBindTexture(GL_TEXTURE_2D, _textures[i]);
            _gl.glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_NEAREST);
            _gl.glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_NEAREST);
            _gl.glTexImage2D(GL_TEXTURE_2D, GL_RGBA32F, RowRays, rows, GL_RGBA, GL_FLOAT, []);
            _gl.glFramebufferTexture2D(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0 + (uint)i, GL_TEXTURE_2D, _textures[i], 0);
        }
        _gl.glDrawBuffers([GL_COLOR_ATTACHMENT0, GL_COLOR_ATTACHMENT0 + 1, GL_COLOR_ATTACHMENT0 + 2]);
    }

    /// <summary>Makes it what is drawn into.</summary>
    public void Bind(int rays)
    {
        _gl.glBindFramebuffer(GL_FRAMEBUFFER, _framebuffer);
        _gl.glViewport(0, 0, ViewportSides * RowRays, ViewportSides * Rows(rays));
    }

    /// <summary>Makes it what a program reads.</summary>
    public void Sample(ShaderProgram program, int firstUnit)
    {
        for (int i = 0; i < Layers; i++)
        {
            _gl.glActiveTexture(GL_TEXTURE0 + (uint)(firstUnit + i));
            _gl.glBindTexture(GL_TEXTURE_2D, _textures[i]);
            _gl.glUniform1i(program[s_names[i]], firstUnit + i);
        }
    }

    /// <summary>Brings all layers back.</summary>
    public void Read(int rays)
    {
        for (int i = 0; i < Layers; i++) Read(i, rays);
    }

    /// <summary>Whether the last number of every ray says that nothing is left to do.</summary>
    public bool AreDone(int rays)
    {
        Read(Layers - 1, rays);
        ReadOnlySpan<Vector4> cost = MemoryMarshal.Cast<byte, Vector4>(_bytes[Layers - 1]);
        for (int ray = 0; ray < rays; ray++)
            if (cost[ray].W == 0) return false;
        return true;
    }

    private static int Rows(int rays) => (rays + RowRays - 1) / RowRays;

    private void Read(int layer, int rays)
    {
        int rows = Rows(rays);
        _gl.glBindFramebuffer(GL_FRAMEBUFFER, _framebuffer);
        _gl.glPixelStorei(GL_PACK_ALIGNMENT, 1);
        _gl.glReadBuffer(GL_COLOR_ATTACHMENT0 + (uint)layer);
        _gl.glReadPixels(0, 0, RowRays, rows, GL_RGBA, GL_FLOAT, _bytes[layer].AsSpan(0, rows * RowRays * 16));
    }
}
