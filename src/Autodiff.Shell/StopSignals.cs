using System.Management.Automation;
using System.Runtime.InteropServices;

namespace Autodiff.Shell;

/// <summary>The first Ctrl-C or SIGTERM stops the pipeline, which runs its finally blocks; the second ends the process.</summary>
sealed class StopSignals : IDisposable
{
    const int Interrupt = 2;
    const int Terminate = 15;

    readonly PowerShell _pipeline;
    readonly PosixSignalRegistration _interrupt;
    readonly PosixSignalRegistration _terminate;
    int _received;

    public StopSignals(PowerShell pipeline)
    {
        _pipeline = pipeline;
        _interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => Stop(context, Interrupt));
        _terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => Stop(context, Terminate));
    }

    /// <summary>The exit code of a process that was stopped so, or null when no signal came.</summary>
    public int? ExitCode => Volatile.Read(ref _received) is var signal and not 0 ? Shell.ExitCode.SignalBase + signal : null;

    public void Dispose()
    {
        _interrupt.Dispose();
        _terminate.Dispose();
    }

    void Stop(PosixSignalContext context, int signal)
    {
        if (Interlocked.CompareExchange(ref _received, signal, 0) != 0) return;
        context.Cancel = true;
        _pipeline.BeginStop(null, null);
    }
}
