using System.Text;
using NeuralFields.Optimizers;
using NeuralFields.Parameters;
using NeuralFields.Training;

namespace NeuralFields.OpenCL.Emission;

/// <summary>The optimiser as a kernel: a function per kind of parameter.</summary>
internal static class UpdateText
{
    /// <summary>Writes the kernel.</summary>
    /// <param name="training">The optimiser and the average.</param>
    /// <param name="formulas">Functions written so far.</param>
    /// <param name="text">Receives it.</param>
    public static void Emit(TrainingSpec training, FormulaFunctions formulas, StringBuilder text)
    {
        Optimizer optimizer = training.Optimizer;
        foreach (ParameterRole role in (ParameterRole[])[ParameterRole.Matrix, ParameterRole.Bias, ParameterRole.Table])
        {
            bool sparse = role == ParameterRole.Table && optimizer.Sparse;
            Dictionary<string, string> values = new()
            {
                ["name"] = role switch
                {
                    ParameterRole.Matrix => "update_matrix",
                    ParameterRole.Bias => "update_bias",
                    _ => "update_table",
                },
                ["rule"] = formulas.Rule(optimizer, role),
                ["read_first"] = Read("first", optimizer.StateCount > 0),
                ["read_second"] = Read("second", optimizer.StateCount > 1),
                ["write_first"] = Write("first", 1, optimizer.StateCount > 0, sparse),
                ["write_second"] = Write("second", 2, optimizer.StateCount > 1, sparse),
            };
            text.Append(KernelTemplate.Fill(sparse ? "sparse_update" : "update", values)).Append('\n');
        }
        text.Append(training.AverageDecay > 0 ? "#define AVERAGED 1\n" : "#define AVERAGED 0\n")
            .Append(KernelTemplate.Fill("update_kernel", new()
            {
                ["table_update"] = "update_table(run.x, run.y, factor, parameters, gradients, first, second, " +
                    (optimizer.Sparse ? "counts, corrections, last_correction, rate)" : "rate, correction)"),
            })).Append('\n');
    }

    private static string Read(string state, bool exists) => exists ? $"load_part({state} + i, there)" : "R(0.0f)";

    private static string Write(string state, int result, bool exists, bool sparse)
    {
        string value = FormattableString.Invariant($"result[{result}]");
        return !exists ? ""
            : $"store_part({(sparse ? $"moves ? {value} : {Read(state, exists)}" : value)}, {state} + i, there);";
    }
}
