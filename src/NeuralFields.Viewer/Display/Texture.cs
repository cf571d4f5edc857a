using NeuralFields.Viewer.Interop;
using static NeuralFields.Viewer.Interop.GlConstants;

namespace NeuralFields.Viewer.Display;

/// <summary>A picture of bytes on the graphics processor.</summary>
internal sealed class Texture : IDisposable
{
    private readonly Gl _gl;
    private readonly uint _texture;

    /// <summary>An empty texture.</summary>
    public Texture(Gl gl)
    {
        (_gl, _texture) = (gl, gl.glGenTextures());
        Bind();
        gl.glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
        gl.glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
        gl.glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_LINEAR);
        gl.glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_LINEAR);
    }

    /// <summary>Pixels per row.</summary>
    public int Width { get; private set; }

    /// <summary>Rows.</summary>
    public int Height { get; private set; }

    /// <summary>Makes it the texture that is sampled.</summary>
    public void Bind()
    {
        _gl.glActiveTexture(GL_TEXTURE0);
        _gl.glBindTexture(GL_TEXTURE_2D, _texture);
    }

    /// <summary>Takes over a picture.</summary>
    /// <param name="width">Pixels per row.</param>
    /// <param name="height">Rows.</param>
    /// <param name="bytes">[height, width, 4], top row first.</param>
    public void Upload(int width, int height, ReadOnlySpan<byte> bytes)
    {
        Bind();
        _gl.glPixelStorei(GL_UNPACK_ALIGNMENT, 1);
        if ((width, height) == (Width, Height))
            _gl.glTexSubImage2D(GL_TEXTURE_2D, 0, 0, width, height, GL_RGBA, GL_UNSIGNED_BYTE, bytes);
        else _gl.glTexImage2D(GL_TEXTURE_2D, GL_RGBA8, width, height, GL_RGBA, GL_UNSIGNED_BYTE, bytes);
        (Width, Height) = (width, height);
    }

    /// <inheritdoc/>
    public void Dispose() => _gl.glDeleteTextures(_texture);
}
