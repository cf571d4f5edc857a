using NeuralFields.Fields;
using NeuralFields.OpenCL.Emission;
using NeuralFields.Optimizers;
using NeuralFields.Testing;
using NeuralFields.Tests.Backends;
using NeuralFields.Training;

namespace NeuralFields.OpenCL.Tests;

/// <summary>The text of kernels is OpenCL C to compilers for graphics processors, where clang can be one.</summary>
public sealed class KernelTextTests
{
    private static readonly string[] s_targets = ["nvptx64-nvidia-cuda", "amdgcn-amd-amdhsa"];

    public static TheoryData<string> Targets => [.. s_targets];

    [Theory, MemberData(nameof(Targets))]
    public void Kernels_compile_for_graphics_processors(string target)
    {
        if (CompilerFor(target) is not { } clang) return;
        foreach (string text in Texts()) Compile(clang, target, text);
    }

    [Fact]
    public void The_check_bites()
    {
        if (CompilerFor(s_targets[0]) is not { } clang) return;
        Assert.Throws<CheckFailedException>(
            () => Compile(clang, s_targets[0], "__kernel void one() { here is no kernel; }"));
    }

    private static IEnumerable<string> Texts()
    {
        FieldSpec radiance = RayCases.Field(), surface = GradientCases.Analytic["graph two encodings of the position"].Spec;
        TrainingSpec values = new(), gradients = new() { Gradient = Losses.GradientLoss.Find("Igr") };
        foreach (KernelForm form in (KernelForm[])
            [KernelForm.Scalar, KernelForm.Scalar with { Staged = 256, GroupSize = 16, Lanes = 16, HalvesTables = true }])
        {
            yield return FieldKernels.Infer(radiance, form).Source;
            yield return FieldKernels.Differentiate(radiance, form).Source;
            yield return FieldKernels.Train(radiance, form, values).Source;
            yield return FieldKernels.TrainGiven(radiance, form, values).Source;
            foreach (FieldSpec parts in (FieldSpec[])[Parts.Units.Spec, FieldCases.All["encoding radial and grid"].Spec])
            {
                yield return FieldKernels.Differentiate(parts, form).Source;
                yield return FieldKernels.Train(parts, form, values).Source;
            }
            yield return FieldKernels.TrainCurved(surface, form, gradients).Source;
            FieldSpec looks = RayCases.Field(latents: 4);
            FieldKernels learning = FieldKernels.TrainGiven(looks, form, values, new(Coordinates: true, Latents: true));
            yield return learning.Source;
            RaySpec rays = new() { Cameras = new(CameraParts.Pose | CameraParts.Exposure) };
            yield return RayText.Emit(
                looks, form, values, rays, 384, FieldKernels.Values(looks, form, looks.Heads[0]), learning);
            yield return RayText.EmitView(looks, form, new());
            yield return SurfaceText.EmitDifferences(surface, form, gradients);
            yield return SurfaceText.EmitRays(form, new()
            {
                Lattice = default, Counts = default, Domain = default, Cell = 0, Slack = 0, Certainty = 1, Level = 0,
                PixelAngle = 0, MostSteps = 1, StepFactor = 0.95f, HitPixels = 0.01f, Precision = 4e-7f,
            });
        }
    }

    // Loads of halves are a part of every OpenCL; clang's header has them where arithmetic of halves is.
    private static void Compile(string clang, string target, string text)
        => ExternalTool.Compile(clang, ".cl", text,
            "-x", "cl", "-cl-std=CL1.2", "-target", target, "-nogpulib", "-Xclang", "-finclude-default-header",
            "-Xclang", "-cl-ext=+cl_khr_fp16", "-Xclang",
            "-disable-llvm-passes", "-c", "-emit-llvm", "-o", OperatingSystem.IsWindows() ? "NUL" : "/dev/null");

    /// <summary>A clang that compiles for a target, or null.</summary>
    private static string? CompilerFor(string target)
    {
        if (ExternalTool.Find("clang", "clang") is not { } clang) return null;
        try
        {
            Compile(clang, target, "__kernel void one(__global float *x) { x[0] = sqrt(x[0]); }\n");
            return clang;
        }
        catch (CheckFailedException)
        {
            return null; // made without this target
        }
    }
}
