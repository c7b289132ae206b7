using System.Collections;
using System.Management.Automation;
using Autodiff.Backends;
using Autodiff.Functions;
using Autodiff.Tracing;
using Autodiff.Transforms;
using Autodiff.Trees;

namespace Autodiff.PowerShell;

/// <summary>Calls a function, compiled. It is traced once for each signature of its arguments, and for each path through its conditions.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "AdCompiled"), OutputType(typeof(object))]
public sealed class InvokeAdCompiledCommand : CallCmdlet
{
    readonly List<(PSObject? Item, Tree Arguments)> pending = [];
    IBackend? runner;
    CallSite? site;
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
    public string[] Donate { get; set; } = [];

    /// <summary>The number of XLA devices that the work is divided among, along -ShardAxis. Default: all devices.</summary>
    [Parameter(HelpMessage = "The number of XLA devices that the work is divided among, along -ShardAxis. Default: all devices.")]
    public int? DeviceCount { get; set; }

    /// <summary>The axis along which a parameter's tensors are divided among the devices, by parameter name. Each device gets the other arguments whole.</summary>
    [Parameter(HelpMessage = "The axis along which a parameter's tensors are divided among the devices, such as @{ x = 0 }. Each device gets the other arguments whole.")]
    public IDictionary? ShardAxis { get; set; }

    bool IsSharded => DeviceCount is not null || ShardAxis is not null;

    IBackend Runner => runner ??= Do(Given, () => BackendChoice.Get(Backend, Device, soon: true));

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        BackendChoice.Prepare(IsSharded && string.IsNullOrEmpty(Backend) ? "Xla" : Backend, Device);
        isPlain = PropertyName.Length == 0 && !AsTensor;
        base.BeginProcessing();
        if (Donate.Length > 0 && BatchSize > 1) Fail(Donate, new("-Donate and -BatchSize do not go together: each of the items needs the arguments that are fixed for the stream.", ErrorId.AmbiguousArgument));
        if (IsSharded) Do(ShardAxis, CheckSharding);
        if (Given is not { } function) return;
        site = Site(function);
    }

    CallSite Site(Function function)
    {
        var donation = Do(function, () => Donation.Of(function, Donate));
        return IsSharded
            ? Do(ShardAxis, () => new CallSite(function, AutoBackend.Instance, donation, Sharding.Of(function, DeviceCount, ShardAxis)))
            : Do(function, () => new CallSite(function, Runner, donation));
    }

    object? CheckSharding() => true switch
    {
        _ when "Managed".Equals(Backend, StringComparison.OrdinalIgnoreCase) => throw new AdException("-DeviceCount and -ShardAxis divide the work among devices of XLA's, and Managed has none: write -Backend Xla.", ErrorId.NeedsXla),
        _ when !string.IsNullOrEmpty(Device) => throw new AdException("-Device names one device, but -DeviceCount and -ShardAxis are for several: give one or the other.", ErrorId.AmbiguousArgument),
        _ when BatchSize > 1 => throw new AdException("-BatchSize and -ShardAxis do not go together: map the function with Get-AdVmap, and give -ShardAxis the axis of the items.", ErrorId.AmbiguousArgument),
        _ => null,
    };

    internal override Tree Call(Function function, Tree arguments, object? free) =>
        Do(function, (site: site ?? Site(function), arguments, free), static s => s.site.Call(s.arguments, s.free));

    internal override void ProcessItem(PSObject? item)
    {
        if (BatchSize == 1 || Trace.Current is not EvaluationTrace)
        {
            // Most streams consist of numbers for a function of one parameter, and need no binding.
            object? x = PowerShellHost.Bare(item);
            if (isPlain && Binding.TakesNumbers && x is double or int) WriteObject(Do(Given, (site: site!, x, Free), static s => s.site.Invoke([s.x], s.Free)));
            else base.ProcessItem(item);
            return;
        }
        if (!TryBind(item, out var arguments)) return;
        if (pending.Count > 0 && !IsAlike(arguments)) Flush();
        pending.Add((item, arguments));
        if (pending.Count == BatchSize) Flush();
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        Flush();
        base.EndProcessing();
    }

    bool IsAlike(Tree next)
    {
        var first = pending[0].Arguments;
        return next.Definition.Equals(first.Definition) && !next.Leaves.Where((v, i) => v.Type != first.Leaves[i].Type).Any();
    }

    void Flush()
    {
        if (pending.Count == 0) return;
        var results = Do(Given, () =>
        {
            // An incomplete last group is filled up, so that it needs no program of its own.
            var items = pending.Select(p => p.Arguments).ToList();
            while (items.Count < BatchSize) items.Add(items[^1]);
            return BatchedCall.Run(site!, items, new([.. items[0].Definition.PerLeaf(Binding.IsFree)]), Free);
        });
        var done = pending.ToArray();
        pending.Clear();
        for (int i = 0; i < done.Length; i++) Write(done[i].Item, results[i]);
    }
}
