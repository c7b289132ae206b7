using System.Diagnostics;

namespace Autodiff.Core.Tests.Xla.Child;

/// <summary>A run of <see cref="ChildProgram"/>. A signal gives an exit code above 128.</summary>
sealed record ChildProcess(int ExitCode, string Output, string Error)
{
    static readonly TimeSpan limit = TimeSpan.FromMinutes(2);

    /// <summary>Starts a run, with the user's folders in a folder of the test.</summary>
    public static Process Start(string home, string[] arguments, params (string Name, string? Value)[] environment)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = home };
        start.ArgumentList.Add(typeof(ChildProcess).Assembly.Location);
        foreach (string a in arguments) start.ArgumentList.Add(a);
        (start.Environment["XDG_DATA_HOME"], start.Environment["XDG_CACHE_HOME"]) = (Path.Combine(home, "data"), Path.Combine(home, "cache"));
        foreach (var (name, value) in environment) start.Environment[name] = value;
        return Process.Start(start)!;
    }

    /// <summary>Runs it to its end.</summary>
    public static ChildProcess Run(string home, string[] arguments, params (string Name, string? Value)[] environment)
    {
        using var process = Start(home, arguments, environment);
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        if (!process.WaitForExit(limit))
        {
            process.Kill();
            throw new TimeoutException($"'{string.Join(' ', arguments)}' did not end within {limit.TotalSeconds} seconds.");
        }
        return new(process.ExitCode, output.Result, error.Result);
    }
}
