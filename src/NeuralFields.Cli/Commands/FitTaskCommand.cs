using System.CommandLine;
using NeuralFields.Cli.Options;
using NeuralFields.Cli.Training;
using NeuralFields.IO.Scenes;
using NeuralFields.Scenes;

namespace NeuralFields.Cli.Commands;

/// <summary><c>nf fit TASK DATA</c>.</summary>
internal sealed class FitTaskCommand : ToolCommand
{
    private readonly SceneTask _task;
    private readonly Argument<string> _data;

    /// <summary>The command of a task.</summary>
    /// <param name="task">The task.</param>
    /// <param name="data">What its data is called in the help.</param>
    /// <param name="dataSummary">What the data may be.</param>
    /// <param name="examples">Lines that can be typed as they are.</param>
    public FitTaskCommand(SceneTask task, string data, string dataSummary, params string[] examples)
        : base(task.Name, $"Fit a field to {task.DataSummary}.", examples)
    {
        (_task, _data) = (task, new(data) { Description = dataSummary });
        Add(_data);
        foreach (Option option in FitOptions.Of(task)) Add(option);
    }

    public override IEnumerable<string> HelpNotes =>
        ["Presets:", .. _task.Presets.Select(p => $"  {p.Name,-10} {p.Summary}"), "", .. base.HelpNotes];

    protected override int Run(Invocation invocation)
    {
        SceneRequest scene = FitOptions.ReadScene(
            invocation, sceneFile: null, SceneEdit.OfFile(_data.Name, "data", invocation.Get(_data)!),
            SceneEdit.OfFile(_data.Name, "task", _task.Name));
        return Fit.Run(scene, FitOptions.ReadSettings(invocation), invocation);
    }
}
