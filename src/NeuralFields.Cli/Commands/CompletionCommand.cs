using System.CommandLine;
using NeuralFields.Descriptions;

namespace NeuralFields.Cli.Commands;

/// <summary><c>nf completion SHELL</c>: a script that asks <c>nf "[suggest:…]"</c> for words.</summary>
internal sealed class CompletionCommand : ToolCommand
{
    private static readonly (string Shell, string Script)[] s_scripts =
    [
        ("bash",
            """
            _nf() {
              local IFS=$'\n'
              COMPREPLY=($(compgen -W "$(nf "[suggest:${COMP_POINT}]" "${COMP_LINE}" 2>/dev/null)" -- "${COMP_WORDS[COMP_CWORD]}"))
            }
            complete -o default -F _nf nf
            """),
        ("zsh",
            """
            _nf() {
              local words=("${(@f)$(nf "[suggest:${CURSOR}]" "${BUFFER}" 2>/dev/null)}")
              compadd -- "${words[@]}"
              _files
            }
            compdef _nf nf
            """),
        ("fish",
            """
            complete -c nf -a '(nf "[suggest:"(commandline -C)"]" (commandline) 2>/dev/null)'
            """),
        ("pwsh",
            """
            Register-ArgumentCompleter -Native -CommandName nf -ScriptBlock {
              param($word, $line, $position)
              nf "[suggest:$position]" "$line" | ForEach-Object { [System.Management.Automation.CompletionResult]::new($_) }
            }
            """),
    ];

    private readonly Argument<string> _shell = new("SHELL") { Description = "bash, zsh, fish or pwsh." };

    public CompletionCommand()
        : base("completion", "Print a script that completes words in a shell.", "nf completion bash >> ~/.bashrc")
        => Add(_shell);

    protected override int Run(Invocation invocation)
    {
        string shell = invocation.Get(_shell)!;
        string script = s_scripts.FirstOrDefault(s => s.Shell == shell).Script
            ?? throw new InputException(
                "nf completion: " + Nearest.Unknown("shell", shell, s_scripts.Select(s => s.Shell)));
        foreach (string line in script.Split('\n')) invocation.Terminal.Print(line.TrimEnd('\r'));
        invocation.Terminal.Result(new JsonResult().Add("shell", shell).Add("script", script).ToNode());
        return ExitCode.Done;
    }
}
