using System.Collections;
using System.Management.Automation;
using Autodiff.Functions;
using Autodiff.Trees;

namespace Autodiff.PowerShell;

/// <summary>Calls a function, compiled. It is traced once for each signature of its arguments, and for each path through its conditions.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "AdCompiled"), OutputType(typeof(object))]
public sealed class InvokeAdCompiledCommand : CallCmdlet
{
    readonly List<PSObject?> pending = [];
    CompiledFunction? compiled;
    BatchedCall? batch;
    bool isPlain;

    /// <summary>Batch size: the number of pipeline items that are computed together. Results are written in order, in groups. Default: 1.</summary>
    [Parameter(HelpMessage = "Batch size: the number of pipeline items that are computed together. Default: 1."), ValidateRange(1, int.MaxValue)]
    public int BatchSize { get; set; } = 1;

    /// <summary>The backend. Default: the value of $env:AUTODIFF_BACKEND.</summary>
    [Parameter(HelpMessage = "The backend: Managed, in this process; Xla, a PJRT plugin; or Auto. Default: $env:AUTODIFF_BACKEND, otherwise Auto."), ValidateSet("Auto", "Managed", "Xla")]
    public string? Backend { get; set; }

    /// <summary>The XLA device, such as cpu:1. Default: the first device.</summary>
    [Parameter(HelpMessage = "The XLA device, such as cpu:1. Default: the first device.")]
    public string? Device { get; set; }

    /// <summary>The parameters whose tensors are donated: results may reuse their memory, and using them afterwards is an error. Default: none.</summary>
    [Parameter(HelpMessage = "The parameters whose tensors are donated: results may reuse their memory, and using them afterwards is an error.")]
    [ValidateNotNull]
    public string[] Donate { get; set; } = [];

    /// <summary>The number of XLA devices that the work is divided among, along -ShardAxis. Default: all devices.</summary>
    [Parameter(HelpMessage = "The number of XLA devices that the work is divided among, along -ShardAxis. Default: all devices.")]
    public int? DeviceCount { get; set; }

    /// <summary>The axis along which a parameter's tensors are divided among the devices, by parameter name. Each device gets the other arguments whole.</summary>
    [Parameter(HelpMessage = "The axis along which a parameter's tensors are divided among the devices, such as @{ x = 0 }. Each device gets the other arguments whole.")]
    public IDictionary? ShardAxis { get; set; }

    /// <summary>Makes a NaN or an infinity that an operation makes an error, which names the operation and the line. It is slow.</summary>
    [Parameter(HelpMessage = "Makes a NaN or an infinity that an operation makes an error, which names the operation and the line. It is slow.")]
    public SwitchParameter CheckNaN { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        isPlain = PropertyName.Length == 0 && !AsTensor;
        base.BeginProcessing();
        if (Given is not { } function) return;
        compiled = Compile(function);
        batch = compiled.Batch(Binding.IsFree, Free);
    }

    CompiledFunction Compile(Function function) => Do(function, () => function.Compile(new CompileOptions
    {
        Backend = string.IsNullOrEmpty(Backend) ? null : Enum.Parse<Backend>(Backend, ignoreCase: true),
        Device = Device,
        DeviceCount = DeviceCount,
        ShardAxes = ShardAxis is null ? null : AxisMaps.Read(ShardAxis, "-ShardAxis"),
        Donate = Donate,
        BatchSize = BatchSize,
        CheckNaN = CheckNaN,
    }));

    internal override Tree Call(Function function, Tree arguments, object? free) =>
        Do(function, ((compiled ?? Compile(function)).Site, arguments, free), static s => s.Site.Call(s.arguments, s.free));

    internal override void ProcessItem(PSObject? item)
    {
        if (compiled!.BatchSize == 1)
        {
            // Most streams consist of numbers for a function of one parameter, and need no binding.
            object? x = PowerShellHost.Bare(item);
            if (isPlain && Binding.TakesNumbers && x is double or int) WriteObject(Do(Given, (compiled.Site, x, Free), static s => s.Site.Invoke([s.x], s.Free)));
            else base.ProcessItem(item);
            return;
        }
        if (!TryBind(item, out var arguments)) return;
        if (!batch!.Takes(arguments)) Flush();
        batch.Add(arguments);
        pending.Add(item);
        if (batch.IsFull) Flush();
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        Flush();
        base.EndProcessing();
    }

    void Flush()
    {
        if (pending.Count == 0) return;
        var results = Do(Given, batch!.Run);
        PSObject?[] items = [.. pending];
        pending.Clear();
        for (int i = 0; i < items.Length; i++) Write(items[i], results[i]);
    }
}
