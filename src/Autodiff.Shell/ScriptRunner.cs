using System.Management.Automation;
using System.Management.Automation.Language;
using System.Management.Automation.Runspaces;

namespace Autodiff.Shell;

/// <summary>Runs a script or a line to its end and gives the exit code of the process.</summary>
sealed class ScriptRunner(ShellSession session)
{
    // Any other pipeline gives $? its former value back when it ends.
    static readonly PSInvocationSettings KeepStatus = new() { AddToHistory = true };

    /// <summary>Runs what was asked for; what it writes goes to the console.</summary>
    public int Run(CommandLine.Run run)
    {
        using var pipeline = session.CreatePipeline();
        using var signals = new StopSignals(pipeline);
        try
        {
            var syntax = Add(pipeline, run);
            // Merged, so that errors and output reach the console in the order they were written.
            pipeline.Commands.Commands[0].MergeMyResults(PipelineResultTypes.Error, PipelineResultTypes.Output);
            pipeline.AddCommand("Out-Default");
            pipeline.Invoke(StandardInput.For(syntax), new PSDataCollection<PSObject>(), KeepStatus);
        }
        catch (Exception e) when (e is IContainsErrorRecord && signals.ExitCode is not null)
        {
        }
        catch (Exception e) when (e is IContainsErrorRecord)
        {
            session.Report(((IContainsErrorRecord)e).ErrorRecord);
            return ExitCode.Failure;
        }

        if (signals.ExitCode is { } signalled) return signalled;
        if (session.RequestedExitCode is { } requested) return requested;
        return run is CommandLine.Line && !session.LastCommandSucceeded ? ExitCode.Failure : ExitCode.Success;
    }

    // Into the global scope: there the script's functions are found by whatever it calls.
    static ScriptBlockAst Add(PowerShell pipeline, CommandLine.Run run)
    {
        switch (run)
        {
            case CommandLine.Script script:
                pipeline.AddCommand(script.Path, useLocalScope: false);
                foreach (var argument in script.Arguments) Add(pipeline, argument);
                return Parser.ParseFile(script.Path, out _, out _);
            case CommandLine.Line line:
                pipeline.AddScript(line.Text, useLocalScope: false);
                return Parser.ParseInput(line.Text, out _, out _);
            default:
                throw new InvalidOperationException($"ScriptRunner does not know the request {run}.");
        }
    }

    static void Add(PowerShell pipeline, ScriptArgument argument)
    {
        if (argument.Name is null) pipeline.AddArgument(argument.Value);
        // With its dash a name stands alone, as it does when typed, and takes the next value unless it is a switch.
        else if (argument.Value is null) pipeline.Commands.Commands[0].Parameters.Add(new CommandParameter("-" + argument.Name));
        else pipeline.AddParameter(argument.Name, argument.Value);
    }
}
