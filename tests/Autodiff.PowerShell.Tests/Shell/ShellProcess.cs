using System.Diagnostics;

namespace Autodiff.PowerShell.Tests.Shell;

/// <summary>What a run of Autodiff.Shell, as a process of its own, left behind.</summary>
sealed record ShellProcess(int ExitCode, string Output, string Error)
{
    static readonly TimeSpan Limit = TimeSpan.FromMinutes(4);

    /// <summary>Runs the shell with input at its standard input, or with an input that stays open while it runs.</summary>
    public static async Task<ShellProcess> Run(string[] arguments, string? input = "", params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "Autodiff.Shell.dll"));
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        foreach (var (name, value) in environment) start.Environment[name] = value;

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        if (input is not null)
        {
            await process.StandardInput.WriteAsync(input);
            process.StandardInput.Close();
        }
        await Finish(process);
        return new ShellProcess(process.ExitCode, (await output).ReplaceLineEndings("\n"), (await error).ReplaceLineEndings("\n"));
    }

    /// <summary>Runs a script of this text, with arguments.</summary>
    public static async Task<ShellProcess> RunScript(string script, string[]? arguments = null, string? input = "")
    {
        var folder = Directory.CreateTempSubdirectory("autodiff shell");
        try
        {
            var path = Path.Combine(folder.FullName, "script.ps1");
            await File.WriteAllTextAsync(path, script);
            return await Run([path, .. arguments ?? []], input);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    static async Task Finish(Process process)
    {
        using var limit = new CancellationTokenSource(Limit);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"Autodiff.Shell did not end within {Limit.TotalSeconds} seconds.");
        }
    }
}
