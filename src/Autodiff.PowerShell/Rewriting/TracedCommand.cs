using System.Management.Automation;
using System.Management.Automation.Internal;

namespace Autodiff.PowerShell.Rewriting;

/// <summary>
/// A cmdlet of PowerShell that converts or hashes its objects, while a trace is under way. Traced objects are treated here; all others are passed to PowerShell's own cmdlet.
/// </summary>
abstract class TracedCommand : PSCmdlet
{
    static readonly ScriptBlock plain = ScriptBlock.Create("param($command, $with) & $command @with");
    static readonly HashSet<string> ours = new(["ErrorVariable", "WarningVariable", "InformationVariable", "OutVariable", "OutBuffer", "PipelineVariable"], StringComparer.OrdinalIgnoreCase);

    readonly List<PSObject?> items = [];
    bool isGiven;

    /// <summary>An object of the pipeline.</summary>
    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; } = AutomationNull.Value;

    /// <summary>The objects of the pipeline.</summary>
    protected IReadOnlyList<PSObject?> Items => items;

    /// <summary>PowerShell's cmdlet. Default: the one in whose place this was found.</summary>
    protected virtual CmdletInfo Plain => Commands.Plain(GetType());

    /// <summary>Whether this call is treated here.</summary>
    protected abstract bool Takes();

    /// <summary>Writes the result for traced objects.</summary>
    protected abstract void Write();

    protected override void BeginProcessing() => isGiven = MyInvocation.BoundParameters.ContainsKey(nameof(InputObject));

    protected override void ProcessRecord()
    {
        if (ReferenceEquals(InputObject, AutomationNull.Value)) return;
        // PowerShell would already have enumerated the output of the previous command.
        if (!isGiven && Values.Of(InputObject) is { Rank: > 0 } x && !Rows.IsRow(x)) items.AddRange(Rows.Of(x).Select(PSObject.AsPSObject));
        else items.Add(InputObject);
    }

    protected override void EndProcessing()
    {
        if (Takes()) Write();
        else Pass();
    }

    /// <summary>An argument as PowerShell's own cmdlet gets it.</summary>
    protected virtual object? Passed(string name, object? argument) => argument;

    void Pass()
    {
        var with = new System.Collections.Hashtable();
        foreach (var (name, argument) in MyInvocation.BoundParameters)
            if (!ours.Contains(name) && (isGiven || name != nameof(InputObject))) with.Add(name, Passed(name, argument));
        using var pipeline = plain.GetSteppablePipeline(MyInvocation.CommandOrigin, [Plain, with]);
        pipeline.Begin(this);
        if (isGiven) pipeline.Process();
        else
            foreach (var item in items) pipeline.Process(item);
        pipeline.End();
    }
}
