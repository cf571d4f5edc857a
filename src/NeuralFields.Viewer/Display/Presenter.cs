using NeuralFields.Images;
using NeuralFields.Viewer.Interop;
using static NeuralFields.Viewer.Interop.GlConstants;

namespace NeuralFields.Viewer.Display;

/// <summary>Brings pictures and what lies over them into a window. OpenGL 3.3 is enough.</summary>
internal sealed class Presenter : IDisposable
{
    private readonly Gl _gl;
    private readonly ShaderProgram _blit;
    private readonly uint _array;
    private readonly Texture _picture, _overlay;
    private bool _hasOverlay;

    /// <summary>A presenter for the context that is current.</summary>
    public Presenter(Gl gl)
    {
        _gl = gl;
        _blit = new(gl, "blit", ShaderProgram.Text("screen.vert"), ShaderProgram.Text("blit.frag"));
        _array = gl.glGenVertexArrays();
        (_picture, _overlay) = (new(gl), new(gl));
    }

    /// <summary>Takes over a picture.</summary>
    public void SetPicture(Frame frame) => _picture.Upload(frame.Width, frame.Height, frame.Bytes);

    /// <summary>Takes over what lies over it.</summary>
    public void SetOverlay(Canvas canvas)
    {
        _hasOverlay = !canvas.IsEmpty;
        if (_hasOverlay) _overlay.Upload(canvas.Width, canvas.Height, canvas.Bytes);
    }

    /// <summary>Draws both.</summary>
    /// <param name="width">Pixels per row of the window.</param>
    /// <param name="height">Its rows.</param>
    public void Draw(int width, int height)
    {
        _gl.glViewport(0, 0, width, height);
        _gl.glClearColor(0, 0, 0, 1);
        _gl.glClear(GL_COLOR_BUFFER_BIT);
        _gl.glBindVertexArray(_array);
        _blit.Use();
        _gl.glDisable(GL_BLEND);
        if (_picture.Width > 0) Draw(_picture);
        if (!_hasOverlay) return;
        _gl.glEnable(GL_BLEND);
        _gl.glBlendFunc(GL_ONE, GL_ONE_MINUS_SRC_ALPHA);
        Draw(_overlay);
    }

    /// <summary>What the window shows now, before it is swapped.</summary>
    public Image Read(int width, int height)
    {
        byte[] bytes = new byte[width * height * 4];
        _gl.glPixelStorei(GL_PACK_ALIGNMENT, 1);
        _gl.glReadPixels(0, 0, width, height, GL_RGBA, GL_UNSIGNED_BYTE, bytes);
        return Pictures.Of(bytes, width, height, isUpsideDown: true);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _picture.Dispose();
        _overlay.Dispose();
        _gl.glDeleteVertexArrays(_array);
    }

    private void Draw(Texture texture)
    {
        texture.Bind();
        _gl.glDrawArrays(GL_TRIANGLES, 0, 3);
    }
}
