using System.Runtime.InteropServices;
using System.Text;

namespace NeuralFields.Viewer.Interop;

/// <summary>
/// The functions of OpenGL that are used, by their own names. Their addresses belong to a context, so they are asked for
/// one by one where they are first called.
/// </summary>
internal sealed unsafe class Gl(Func<string, nint> address)
{
    private readonly Dictionary<string, nint> _functions = [];

    public uint glCreateShader(uint type) => ((delegate* unmanaged<uint, uint>)At("glCreateShader"))(type);

    public void glDeleteShader(uint shader) => ((delegate* unmanaged<uint, void>)At("glDeleteShader"))(shader);

    public void glCompileShader(uint shader) => ((delegate* unmanaged<uint, void>)At("glCompileShader"))(shader);

    public void glGetShaderiv(uint shader, uint what, out int value)
    {
        fixed (int* p = &value) ((delegate* unmanaged<uint, uint, int*, void>)At("glGetShaderiv"))(shader, what, p);
    }

    public uint glCreateProgram() => ((delegate* unmanaged<uint>)At("glCreateProgram"))();

    public void glDeleteProgram(uint program) => ((delegate* unmanaged<uint, void>)At("glDeleteProgram"))(program);

    public void glAttachShader(uint program, uint shader)
        => ((delegate* unmanaged<uint, uint, void>)At("glAttachShader"))(program, shader);

    public void glLinkProgram(uint program) => ((delegate* unmanaged<uint, void>)At("glLinkProgram"))(program);

    public void glGetProgramiv(uint program, uint what, out int value)
    {
        fixed (int* p = &value) ((delegate* unmanaged<uint, uint, int*, void>)At("glGetProgramiv"))(program, what, p);
    }

    public void glUseProgram(uint program) => ((delegate* unmanaged<uint, void>)At("glUseProgram"))(program);

    public void glUniform1i(int location, int x)
        => ((delegate* unmanaged<int, int, void>)At("glUniform1i"))(location, x);

    public void glUniform1f(int location, float x)
        => ((delegate* unmanaged<int, float, void>)At("glUniform1f"))(location, x);

    public void glUniform2f(int location, float x, float y)
        => ((delegate* unmanaged<int, float, float, void>)At("glUniform2f"))(location, x, y);

    public void glUniform3f(int location, float x, float y, float z)
        => ((delegate* unmanaged<int, float, float, float, void>)At("glUniform3f"))(location, x, y, z);

    public void glUniform4f(int location, float x, float y, float z, float w)
        => ((delegate* unmanaged<int, float, float, float, float, void>)At("glUniform4f"))(location, x, y, z, w);

    public void glBindVertexArray(uint array) => ((delegate* unmanaged<uint, void>)At("glBindVertexArray"))(array);

    public void glDrawArrays(uint mode, int first, int count)
        => ((delegate* unmanaged<uint, int, int, void>)At("glDrawArrays"))(mode, first, count);

    public void glActiveTexture(uint unit) => ((delegate* unmanaged<uint, void>)At("glActiveTexture"))(unit);

    public void glBindTexture(uint target, uint texture)
        => ((delegate* unmanaged<uint, uint, void>)At("glBindTexture"))(target, texture);

    public void glTexParameteri(uint target, uint what, int value)
        => ((delegate* unmanaged<uint, uint, int, void>)At("glTexParameteri"))(target, what, value);

    public void glPixelStorei(uint what, int value)
        => ((delegate* unmanaged<uint, int, void>)At("glPixelStorei"))(what, value);

    public void glBindFramebuffer(uint target, uint framebuffer)
        => ((delegate* unmanaged<uint, uint, void>)At("glBindFramebuffer"))(target, framebuffer);

    public void glFramebufferTexture2D(uint target, uint attachment, uint kind, uint texture, int level)
        => ((delegate* unmanaged<uint, uint, uint, uint, int, void>)At("glFramebufferTexture2D"))(target, attachment, kind, texture, level);

    public uint glCheckFramebufferStatus(uint target)
        => ((delegate* unmanaged<uint, uint>)At("glCheckFramebufferStatus"))(target);

    public void glViewport(int x, int y, int width, int height)
        => ((delegate* unmanaged<int, int, int, int, void>)At("glViewport"))(x, y, width, height);

    public void glScissor(int x, int y, int width, int height)
        => ((delegate* unmanaged<int, int, int, int, void>)At("glScissor"))(x, y, width, height);

    public void glClearColor(float r, float g, float b, float a)
        => ((delegate* unmanaged<float, float, float, float, void>)At("glClearColor"))(r, g, b, a);

    public void glClear(uint mask) => ((delegate* unmanaged<uint, void>)At("glClear"))(mask);

    public void glEnable(uint what) => ((delegate* unmanaged<uint, void>)At("glEnable"))(what);

    public void glDisable(uint what) => ((delegate* unmanaged<uint, void>)At("glDisable"))(what);

    public void glBlendFunc(uint source, uint destination)
        => ((delegate* unmanaged<uint, uint, void>)At("glBlendFunc"))(source, destination);

    public void glBindBuffer(uint target, uint buffer)
        => ((delegate* unmanaged<uint, uint, void>)At("glBindBuffer"))(target, buffer);

    public void glBindBufferBase(uint target, uint index, uint buffer)
        => ((delegate* unmanaged<uint, uint, uint, void>)At("glBindBufferBase"))(target, index, buffer);

    public void glFinish() => ((delegate* unmanaged<void>)At("glFinish"))();

    public uint glGetError() => ((delegate* unmanaged<uint>)At("glGetError"))();

    public void glReadBuffer(uint source) => ((delegate* unmanaged<uint, void>)At("glReadBuffer"))(source);

    public void glGetIntegerv(uint what, out int value)
    {
        fixed (int* p = &value) ((delegate* unmanaged<uint, int*, void>)At("glGetIntegerv"))(what, p);
    }

    public uint glGenTextures()
    {
        uint made = 0;
        ((delegate* unmanaged<int, uint*, void>)At("glGenTextures"))(1, &made);
        return made;
    }

    public uint glGenVertexArrays()
    {
        uint made = 0;
        ((delegate* unmanaged<int, uint*, void>)At("glGenVertexArrays"))(1, &made);
        return made;
    }

    public uint glGenFramebuffers()
    {
        uint made = 0;
        ((delegate* unmanaged<int, uint*, void>)At("glGenFramebuffers"))(1, &made);
        return made;
    }

    public uint glGenBuffers()
    {
        uint made = 0;
        ((delegate* unmanaged<int, uint*, void>)At("glGenBuffers"))(1, &made);
        return made;
    }

    public void glDeleteTextures(uint gone) => ((delegate* unmanaged<int, uint*, void>)At("glDeleteTextures"))(1, &gone);

    public void glDeleteVertexArrays(uint gone) => ((delegate* unmanaged<int, uint*, void>)At("glDeleteVertexArrays"))(1, &gone);

    public void glDeleteFramebuffers(uint gone) => ((delegate* unmanaged<int, uint*, void>)At("glDeleteFramebuffers"))(1, &gone);

    public void glDeleteBuffers(uint gone) => ((delegate* unmanaged<int, uint*, void>)At("glDeleteBuffers"))(1, &gone);

    public string glGetString(uint what)
        => Marshal.PtrToStringUTF8((nint)((delegate* unmanaged<uint, byte*>)At("glGetString"))(what)) ?? "";

    public void glShaderSource(uint shader, string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        int length = bytes.Length;
        fixed (byte* p = bytes)
            ((delegate* unmanaged<uint, int, byte**, int*, void>)At("glShaderSource"))(shader, 1, &p, &length);
    }

    public string glGetShaderInfoLog(uint shader) => Log("glGetShaderInfoLog", shader);

    public string glGetProgramInfoLog(uint program) => Log("glGetProgramInfoLog", program);

    public int glGetUniformLocation(uint program, string name)
    {
        fixed (byte* p = Encoding.ASCII.GetBytes(name + '\0'))
            return ((delegate* unmanaged<uint, byte*, int>)At("glGetUniformLocation"))(program, p);
    }

    public void glTexImage2D(uint target, int form, int width, int height, uint format, uint type, ReadOnlySpan<byte> data)
    {
        fixed (byte* p = data)
            ((delegate* unmanaged<uint, int, int, int, int, int, uint, uint, void*, void>)At("glTexImage2D"))(
                target, 0, form, width, height, 0, format, type, p);
    }

    public void glTexSubImage2D(
        uint target, int x, int y, int width, int height, uint format, uint type, ReadOnlySpan<byte> data)
    {
        fixed (byte* p = data)
            ((delegate* unmanaged<uint, int, int, int, int, int, uint, uint, void*, void>)At("glTexSubImage2D"))(
                target, 0, x, y, width, height, format, type, p);
    }

    public void glTexImage3D(
        uint target, int form, int width, int height, int depth, uint format, uint type, ReadOnlySpan<byte> data)
    {
        fixed (byte* p = data)
            ((delegate* unmanaged<uint, int, int, int, int, int, int, uint, uint, void*, void>)At("glTexImage3D"))(
                target, 0, form, width, height, depth, 0, format, type, p);
    }

    public void glUniform4i(int location, int x, int y, int z, int w)
        => ((delegate* unmanaged<int, int, int, int, int, void>)At("glUniform4i"))(location, x, y, z, w);

    public void glDrawBuffers(ReadOnlySpan<uint> buffers)
    {
        fixed (uint* p = buffers) ((delegate* unmanaged<int, uint*, void>)At("glDrawBuffers"))(buffers.Length, p);
    }

    public void glReadPixels(int x, int y, int width, int height, uint format, uint type, Span<byte> data)
    {
        fixed (byte* p = data)
            ((delegate* unmanaged<int, int, int, int, uint, uint, void*, void>)At("glReadPixels"))(
                x, y, width, height, format, type, p);
    }

    public void glBufferData(uint target, ReadOnlySpan<byte> data, uint usage)
    {
        fixed (byte* p = data)
            ((delegate* unmanaged<uint, nint, void*, uint, void>)At("glBufferData"))(target, data.Length, p, usage);
    }

    private string Log(string function, uint of)
    {
        byte[] text = new byte[4096];
        int length = 0;
        fixed (byte* p = text) ((delegate* unmanaged<uint, int, int*, byte*, void>)At(function))(of, text.Length, &length, p);
        return Encoding.UTF8.GetString(text, 0, length);
    }

    private nint At(string name)
    {
        if (!_functions.TryGetValue(name, out nint function))
        {
            function = address(name);
            if (function == 0) throw new InputException($"nf view: this OpenGL has no {name}; install a newer driver.");
            _functions.Add(name, function);
        }
        return function;
    }
}
