using Autodiff.Core.Tests.Xla.Child;

namespace Autodiff.Core.Tests.Xla;

/// <summary>A process ends with its own exit code whatever XLA is doing, and not with a signal.</summary>
public sealed class ExitTests : IDisposable
{
    readonly string root = Directory.CreateTempSubdirectory("ad-exit-").FullName;

    public void Dispose() => Directory.Delete(root, true);

    [XlaFact]
    public void It_may_end_while_threads_call_and_results_are_being_computed()
    {
        foreach (int millis in (int[])[0, 3, 10, 25, 60]) Ends("exit", $"{millis}");
    }

    // What the user has stopped waiting for is waited for no longer than half a second.
    [XlaFact]
    public void It_may_end_while_a_call_never_does() => Ends("exit-stuck");

    void Ends(params string[] arguments)
    {
        var child = ChildProcess.Run(root, arguments, ("AUTODIFF_PJRT_PLUGIN", XlaTests.Plugin));
        Assert.Equal((7, "", ""), (child.ExitCode, child.Output, child.Error));
    }
}
