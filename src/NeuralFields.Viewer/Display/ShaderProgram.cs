using NeuralFields.Viewer.Interop;
using static NeuralFields.Viewer.Interop.GlConstants;

namespace NeuralFields.Viewer.Display;

/// <summary>A linked program of a vertex and a fragment shader. It goes with its context.</summary>
internal sealed class ShaderProgram
{
    private const string Include = "#include ";

    private readonly Gl _gl;
    private readonly uint _program;

    /// <summary>Compiles and links.</summary>
    /// <param name="gl">The context.</param>
    /// <param name="name">The program in messages.</param>
    /// <param name="vertex">Text of the vertex shader.</param>
    /// <param name="fragment">Text of the fragment shader.</param>
    /// <exception cref="InputException">The driver refuses them.</exception>
    public ShaderProgram(Gl gl, string name, string vertex, string fragment)
    {
        _gl = gl;
        uint v = Compile(name, GL_VERTEX_SHADER, vertex), f = Compile(name, GL_FRAGMENT_SHADER, fragment);
        _program = gl.glCreateProgram();
        gl.glAttachShader(_program, v);
        gl.glAttachShader(_program, f);
        gl.glLinkProgram(_program);
        gl.glDeleteShader(v);
        gl.glDeleteShader(f);
        gl.glGetProgramiv(_program, GL_LINK_STATUS, out int linked);
        if (linked == 0) throw Refused(name, gl.glGetProgramInfoLog(_program));
    }

    /// <summary>Makes it the program of the next triangles.</summary>
    public void Use() => _gl.glUseProgram(_program);

    /// <summary>Where a uniform stands; −1 where the program does not use it.</summary>
    public int this[string uniform] => _gl.glGetUniformLocation(_program, uniform);

    /// <summary>The text of a shader file; lines <c>#include</c> with a name become that file.</summary>
    public static string Text(string name)
        => string.Join('\n', Read(name).Split('\n').Select(
            line => line.StartsWith(Include, StringComparison.Ordinal) ? Read(line[Include.Length..]) : line));

    private static string Read(string name)
    {
        using Stream stream = typeof(ShaderProgram).Assembly.GetManifestResourceStream(name)
            ?? throw new ArgumentException($"There is no shader {name}.", nameof(name));
        using StreamReader reader = new(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }

    private uint Compile(string name, uint kind, string text)
    {
        uint shader = _gl.glCreateShader(kind);
        _gl.glShaderSource(shader, text);
        _gl.glCompileShader(shader);
        _gl.glGetShaderiv(shader, GL_COMPILE_STATUS, out int compiled);
        return compiled != 0 ? shader : throw Refused(name, _gl.glGetShaderInfoLog(shader));
    }

    private static InputException Refused(string name, string log) => new(
        $"OpenGL: the driver refuses the shader {name} — {log.ReplaceLineEndings(" ").Trim()}. Take --renderer cpu.");
}
