using NeuralFields.Codegen;
using NeuralFields.Testing;

namespace NeuralFields.Tests.Fields.Emission;

/// <summary>Gives emitted text to the compiler of its language.</summary>
internal static class TextCompiler
{
    /// <summary>Compiles without output.</summary>
    /// <exception cref="CheckFailedException">The compiler refuses the text.</exception>
    public static void Check(Dialect dialect, string text)
    {
        if (dialect is GlslDialect) CheckGlsl(dialect.FirstLine + text);
        else if (ExternalTool.Find("clang", "opencl") is string clang)
            ExternalTool.Compile(clang, ".cl", text, "-x", "cl", "-cl-std=CL1.2", "-fsyntax-only", "-Wall", "-Werror");
    }

    private static void CheckGlsl(string text)
    {
        if (ExternalTool.Find("glslangValidator", "glsl") is not string compiler) return;
        ExternalTool.Compile(compiler, ".comp", text + "layout(local_size_x = 1) in;\nvoid main() { }\n");
    }
}
