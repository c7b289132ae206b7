using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace Autodiff.PowerShell.Tests;

/// <summary>A hosted PowerShell engine with the module imported by its manifest. It is opened once for all tests, which use it one at a time.</summary>
public sealed class PowerShellSession : IDisposable
{
    readonly Runspace runspace;

    public PowerShellSession()
    {
        var state = InitialSessionState.CreateDefault2();
        if (OperatingSystem.IsWindows()) state.ExecutionPolicy = Microsoft.PowerShell.ExecutionPolicy.Bypass;
        runspace = RunspaceFactory.CreateRunspace(state);
        runspace.ThreadOptions = PSThreadOptions.UseCurrentThread;
        runspace.Open();
        Run($"Import-Module '{Path.Combine(Repository, "Autodiff.psd1")}'");
    }

    /// <summary>The folder of the manifest.</summary>
    public static string Repository { get; } = Find();

    /// <summary>The output of a script. An error that it writes is thrown.</summary>
    public Collection<PSObject> Run(string script, params object?[] arguments)
    {
        var (output, errors, _) = RunAll(script, arguments);
        return errors.Count == 0 ? output : throw new InvalidOperationException(string.Join("\n", errors.Select(e => e.ToString())));
    }

    /// <summary>The single output object of a script, unwrapped; null if there is none.</summary>
    public object? One(string script, params object?[] arguments) => Run(script, arguments) switch
    {
        { Count: 0 } => null,
        { Count: 1 } one => PowerShellHost.Bare(one[0]),
        var many => throw new InvalidOperationException($"{many.Count} objects: {string.Join(", ", many)}"),
    };

    /// <summary>The output of a script, as text.</summary>
    public string Text(string script) => string.Join(" ", Run(script).Select(o => o?.ToString() ?? "$null"));

    /// <summary>The error that a script ends in, or the first that it writes.</summary>
    public ErrorRecord Error(string script, params object?[] arguments)
    {
        var errors = RunAll(script, arguments).Errors;
        return errors.Count > 0 ? errors[0] : throw new InvalidOperationException("There was no error.");
    }

    /// <summary>Fails unless the script ends in an error, or writes one, as <see cref="Says"/> compares it.</summary>
    public void Fails(string expected, string script) => Fails(expected, Error(script));

    public static void Fails(string expected, ErrorRecord error) =>
        Says.Error(expected, error.Exception.GetBaseException() is AdException e ? e.Id : error.FullyQualifiedErrorId.Split(',')[0], error.Exception.Message);

    public (Collection<PSObject> Output, List<ErrorRecord> Errors, List<string> Warnings) RunAll(string script, params object?[] arguments)
    {
        var before = Runspace.DefaultRunspace;
        Runspace.DefaultRunspace = runspace;
        using var shell = System.Management.Automation.PowerShell.Create(runspace);
        try
        {
            shell.AddScript(script, useLocalScope: true);
            foreach (object? a in arguments) shell.AddArgument(a);
            var output = new PSDataCollection<PSObject>();
            var errors = new List<ErrorRecord>();
            try
            {
                shell.Invoke(null, output);
            }
            catch (RuntimeException e)
            {
                errors.Add(e.ErrorRecord);
            }
            errors.AddRange(shell.Streams.Error);
            return (new(output), errors, [.. shell.Streams.Warning.Select(w => w.Message)]);
        }
        finally
        {
            Runspace.DefaultRunspace = before;
        }
    }

    public void Dispose() => runspace.Dispose();

    static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Autodiff.psd1"))) return folder.FullName;
        throw new InvalidOperationException("Autodiff.psd1 is in no folder above the tests.");
    }
}

/// <summary>Tests that share a session; they run one after another.</summary>
[CollectionDefinition("PowerShell")]
public sealed class SharedSession : ICollectionFixture<PowerShellSession>;
