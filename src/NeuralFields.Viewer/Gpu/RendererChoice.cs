using System.Diagnostics;
using NeuralFields.Viewer.Gpu;
using NeuralFields.Viewer.Interop;
using static NeuralFields.Viewer.Interop.GlConstants;

namespace NeuralFields.Viewer;

/// <summary>What renders pictures.</summary>
public enum RendererKind
{
    /// <summary>What is faster here.</summary>
    Auto,

    /// <summary>OpenGL 4.3.</summary>
    Gl,

    /// <summary>The processor.</summary>
    Cpu,
}

/// <summary>Brings a field onto the graphics processor, where that is wanted or faster.</summary>
public static class RendererChoice
{
    // Names of drivers that are programs themselves: the processor's own renderer is faster than its imitation.
    private static readonly string[] s_software = ["llvmpipe", "softpipe", "swrast", "swiftshader", "software"];

    private const int MeasuredWidth = 160, MeasuredHeight = 120;

    /// <summary>Decides; on the painting thread.</summary>
    /// <param name="kind">What is wanted.</param>
    /// <param name="context">A context of OpenGL 4.3, or null.</param>
    /// <param name="field">The field.</param>
    /// <param name="painter">Paints it; its pixels per second are those of the processor.</param>
    /// <returns>What renders now, in a few words.</returns>
    /// <exception cref="InputException">OpenGL was asked for and cannot be had.</exception>
    public static string Decide(RendererKind kind, IGpuContext? context, ViewedField field, ProgressivePainter painter)
    {
        ArgumentNullException.ThrowIfNull(field);
        ArgumentNullException.ThrowIfNull(painter);
        if (kind == RendererKind.Cpu) return "cpu";
        if (context is null)
            return kind == RendererKind.Auto ? "cpu" : throw new InputException(
                "--renderer gl: this machine offers no OpenGL 4.3, expected auto or cpu, or a newer driver.");
        context.Enter();
        Gl gl = new(context.Function);
        string name = gl.glGetString(GL_RENDERER);
        if (kind == RendererKind.Auto && s_software.Any(s => name.Contains(s, StringComparison.OrdinalIgnoreCase)))
            return "cpu";
        try
        {
            field.UseGpu(gl);
        }
        catch (InputException) when (kind == RendererKind.Auto)
        {
            return "cpu";
        }
        if (kind == RendererKind.Auto && PixelsPerSecond(field) < painter.PixelsPerSecond)
        {
            field.UseGpu(null);
            return "cpu";
        }
        painter.Renew();
        return "gl";
    }

    /// <summary>The second picture is measured: the first one compiles and fills buffers.</summary>
    private static double PixelsPerSecond(ViewedField field)
    {
        Stopwatch watch = new();
        for (int i = 0; i < 2; i++)
        {
            FieldCanvas canvas = field.Begin(field.Home(MeasuredWidth / (double)MeasuredHeight), MeasuredWidth, MeasuredHeight);
            watch.Restart();
            canvas.Paint(canvas.Order, 1, CancellationToken.None);
        }
        return MeasuredWidth * MeasuredHeight / watch.Elapsed.TotalSeconds;
    }
}
