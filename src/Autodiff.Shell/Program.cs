using System.Management.Automation;

namespace Autodiff.Shell;

/// <summary>Runs a PowerShell script or line with the module Autodiff loaded, on a machine that has .NET and no pwsh.</summary>
static class Program
{
    static int Main(string[] args)
    {
        switch (CommandLine.Parse(args))
        {
            case CommandLine.Help:
                Console.Out.Write(Usage.Text);
                return ExitCode.Success;
            case CommandLine.Nothing:
                Console.Error.Write(Usage.Text);
                return ExitCode.BadCommandLine;
            case CommandLine.Mistake mistake:
                Console.Error.WriteLine($"{mistake.Message}\n{Usage.Hint}");
                return ExitCode.BadCommandLine;
            case CommandLine.Run run:
                return Execute(run);
            default:
                throw new InvalidOperationException("The command line gave a request that Main does not know.");
        }
    }

    static int Execute(CommandLine.Run run)
    {
        if (!ModuleManifest.TryFind([AppContext.BaseDirectory, Environment.CurrentDirectory], out var manifest, out var problem))
        {
            Console.Error.WriteLine(problem);
            return ExitCode.NoModule;
        }

        using var session = new ShellSession();
        try
        {
            session.ImportModule(manifest);
        }
        catch (RuntimeException e)
        {
            session.Report(e.ErrorRecord);
            return ExitCode.NoModule;
        }

        return new ScriptRunner(session).Run(run);
    }
}
