using System.CommandLine;
using NeuralFields.Backends;
using NeuralFields.Cli.Commands;
using NeuralFields.IO.Fields;
using NeuralFields.Rendering.Surfaces;
using NeuralFields.Scenes;

namespace NeuralFields.Cli.Rendering;

/// <summary>Views of fields of signed distances.</summary>
internal sealed class SurfaceRendering : ViewRendering
{
    public override string Task => SceneTask.Surface.Name;

    public override IReadOnlyList<Option> Options { get; } = [.. ViewOptions, RenderOptions.Normals, RenderOptions.Up];

    protected override ViewSubject Open(
        FieldContents contents, IFieldProgram program, BackendInfo backend, Invocation invocation)
    {
        SurfaceFrame frame = SurfaceFrame.Read(contents.Frame);
        SurfaceOptions options = new()
        {
            Up = invocation.Get(RenderOptions.Up) ?? default,
            Threads = backend.Threads,
        };
        SurfaceRenderer renderer = new(program, frame.Placement, frame.Bounds, frame.Domain, options);
        return new(renderer, frame.Bounds, options.Up) { Evaluations = () => renderer.Evaluations };
    }
}
