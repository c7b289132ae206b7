using Autodiff.Core.Tests.Xla.Child;

namespace Autodiff.Core.Tests.Xla;

/// <summary>A process that uses XLA ends with its own exit code, whatever XLA is doing, and not with a signal. Its output is its own too.</summary>
public sealed class ProcessTests : IDisposable
{
    readonly string root = Directory.CreateTempSubdirectory("ad-process-").FullName;

    public void Dispose() => Directory.Delete(root, true);

    [XlaFact]
    public void It_may_end_while_threads_call_and_results_are_being_computed()
    {
        foreach (int millis in (int[])[0, 3, 10, 25, 60]) Ends("exit", $"{millis}");
    }

    // A call that the user has stopped waiting for delays the end by at most half a second.
    [XlaFact]
    public void It_may_end_while_a_call_never_does() => Ends("exit-stuck");

    [XlaFact]
    public void XLA_is_let_go_of_with_its_last_array_and_starts_anew()
    {
        const string none = "0 clients, 0 executables, 0 buffers";
        Ends(0, $"4 9 {none}\nstopped {none}\n4 9 {none}\n", "stop");
    }

    [XlaFact]
    public void What_the_plugin_says_of_an_error_is_in_the_error_alone() => Ends(0, "2\n", "bad-program");

    void Ends(params string[] arguments) => Ends(7, "", arguments);

    void Ends(int code, string output, params string[] arguments)
    {
        var child = ChildProcess.Run(root, arguments, ("AUTODIFF_PJRT_PLUGIN", XlaTests.Plugin));
        Assert.Equal((code, output, ""), (child.ExitCode, child.Output, child.Error));
    }
}
