using System.Runtime.InteropServices;
using NeuralFields.Codegen;
using NeuralFields.Fields;
using NeuralFields.Fields.Emission;
using NeuralFields.Testing;

namespace NeuralFields.Tests.Fields.Emission;

/// <summary>The OpenCL C of a field, built as plain C and run in this process.</summary>
internal sealed unsafe class NativeField : IDisposable
{
    private readonly FieldSpec _spec;
    private readonly nint _library;
    private readonly delegate* unmanaged<int, float*, float*, float*, void> _evaluate;

    private NativeField(FieldSpec spec, nint library)
    {
        (_spec, _library) = (spec, library);
        _evaluate = (delegate* unmanaged<int, float*, float*, float*, void>)NativeLibrary.GetExport(library, "evaluate");
    }

    /// <summary>Builds a field.</summary>
    /// <param name="spec">The field.</param>
    /// <param name="calls">Statements that compute y from x and parameters by the emitted functions.</param>
    /// <returns>Null where there is no compiler.</returns>
    public static NativeField? Build(FieldSpec spec, string calls)
    {
        if (ExternalTool.Find("clang", "opencl") is not string clang) return null;
        string shim = File.ReadAllText(Path.Combine(
            SharedData.Repository, "tests", "NeuralFields.Tests", "Codegen", "opencl_shim.h"));
        string text = $$"""
            {{shim}}
            {{FieldText.Emit(spec, new OpenClDialect())}}
            void evaluate(int count, const float *x, float *y, const float *parameters)
            {
                for (; count > 0; count--, x += {{spec.InputCount}}, y += {{spec.OutputCount}}) { {{calls}} }
            }
            """;
        string library = Path.Combine(Path.GetTempPath(), $"nf-{Guid.NewGuid():N}.so");
        try
        {
            ExternalTool.Compile(clang, ".c", text, "-shared", "-fPIC", "-O1", "-Werror", "-lm", "-o", library);
            return new(spec, NativeLibrary.Load(library));
        }
        finally
        {
            File.Delete(library);
        }
    }

    public float[] Evaluate(float[] inputs, float[] parameters)
    {
        int count = inputs.Length / _spec.InputCount;
        float[] outputs = new float[count * _spec.OutputCount];
        fixed (float* x = inputs, y = outputs, p = parameters) _evaluate(count, x, y, p);
        return outputs;
    }

    public void Dispose() => NativeLibrary.Free(_library);
}
