using System.CommandLine;
using NeuralFields.Backends;
using NeuralFields.Cli.Commands;
using NeuralFields.Geometry;
using NeuralFields.IO.Fields;
using NeuralFields.Rendering;
using NeuralFields.Rendering.Radiance;
using NeuralFields.Scenes;

namespace NeuralFields.Cli.Rendering;

/// <summary>Views of radiance fields.</summary>
internal sealed class RadianceRendering : ViewRendering
{
    /// <summary>What an orbit looks at: a box of this part of the cameras' distance to each side.</summary>
    private const double OrbitPart = 0.2;

    public override string Task => SceneTask.Radiance.Name;

    public override IReadOnlyList<Option> Options { get; } =
        [.. ViewOptions, RenderOptions.Normals, RenderOptions.Up, RenderOptions.View, RenderOptions.Compare, RenderOptions.Data];

    public override void Check(Invocation invocation)
    {
        base.Check(invocation);
        RadianceComparison.Check(invocation);
    }

    public override void Run(FieldContents contents, IFieldProgram program, BackendInfo backend, Invocation invocation)
    {
        if (invocation.Get(RenderOptions.Compare)) RadianceComparison.Run(contents, program, backend, invocation);
        else base.Run(contents, program, backend, invocation);
    }

    protected override ViewSubject Open(
        FieldContents contents, IFieldProgram program, BackendInfo backend, Invocation invocation)
    {
        RadianceFrame frame = RadianceFrame.Read(contents.Frame);
        RadianceRenderer renderer = RadianceViews.Renderer(
            program, frame, RadianceViews.BitsOf(contents, program, frame), backend.Threads);
        Box3 bounds = new Box3(frame.Center, frame.Center).Grow(OrbitPart * frame.Distance);
        return new(renderer, bounds, invocation.Get(RenderOptions.Up) ?? RadianceViews.UpOf(frame))
        {
            Evaluations = () => renderer.Evaluations,
            Background = RadianceViews.BackgroundOf(frame),
            Camera = invocation.Get(RenderOptions.View) is { } number ? RadianceViews.ViewOf(frame, number).Camera : null,
            Place = file => file.InFrameOf(frame.Box),
        };
    }
}
