using System.Collections;
using System.Management.Automation;
using Autodiff.Trees;

namespace Autodiff.PowerShell;

/// <summary>
/// Calls functions: the one given, with each item of the pipeline; or each that is piped. NamedArgument and then ArgumentList, from the left, are fixed for the stream.
/// One call writes one object, which is never enumerated.
/// </summary>
public abstract class CallCmdlet : AdCmdlet, IDisposable
{
    IDisposable? hold;
    bool piped;

    /// <summary>The function; also the first argument, or the input.</summary>
    [Parameter(HelpMessage = "The function to call; it may also be the first argument, or come through the pipeline.")]
    public Function? Function { get; set; }

    /// <summary>An item to call the function with, or a function to call.</summary>
    [Parameter(ValueFromPipeline = true, HelpMessage = "Items, one a call; or functions, each of which is called.")]
    [AllowNull]
    public PSObject? InputObject { get; set; }

    /// <summary>The arguments by position, one a parameter. An argument that is an array alone is written <c>(, $a)</c>.</summary>
    [Parameter(Position = 0, ValueFromRemainingArguments = true, HelpMessage = "Arguments by position, one a parameter.")]
    [AllowNull, AllowEmptyCollection]
    public object?[] ArgumentList { get; set; } = [];

    /// <summary>Arguments by the names of their parameters.</summary>
    [Parameter(HelpMessage = "Arguments by name, as in @{ x = 1.0 }.")]
    public IDictionary? NamedArgument { get; set; }

    /// <summary>Adds the result, or each of as many results, to a copy of the item under these names.</summary>
    [Parameter(HelpMessage = "The properties of a copy of the item that the results are given to.")]
    public string[] PropertyName { get; set; } = [];

    /// <summary>Keeps numbers as tensors.</summary>
    [Parameter(HelpMessage = "Keeps a result that is one number a tensor.")]
    public SwitchParameter AsTensor { get; set; }

    /// <summary>What the stream's items are bound by; null where functions are piped.</summary>
    internal ArgumentBinding? Binding { get; private set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        ArgumentList ??= [null];
        if (Function is null && ArgumentList.Length > 0 && PowerShellHost.Bare(ArgumentList[0]) is Function first) (Function, ArgumentList) = (first, ArgumentList[1..]);
        if (Function is not { } function) return;
        Binding = Do(function, () =>
        {
            hold = function.Root.HoldFreeVariables();
            return new ArgumentBinding(function, ArgumentList, NamedArgument);
        });
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (!MyInvocation.ExpectingInput && !MyInvocation.BoundParameters.ContainsKey(nameof(InputObject))) return;
        piped = true;
        if (Binding is not null) ProcessItem(InputObject);
        else if (PowerShellHost.Bare(InputObject) is Function f) WriteResult(null, Call(f, Do(f, () => new ArgumentBinding(f, ArgumentList, NamedArgument).Complete())));
        else NoFunction();
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (piped || MyInvocation.ExpectingInput) return;
        if (Binding is null) NoFunction();
        else WriteResult(null, Call(Function!, Do(Function, Binding.Complete)));
    }

    /// <summary>Calls the function for an item.</summary>
    internal virtual void ProcessItem(PSObject? item)
    {
        if (Try(item, () => Binding!.For(item), out var arguments)) WriteResult(item, Call(Function!, arguments));
    }

    /// <summary>Calls a function with arguments that have been taken apart.</summary>
    internal abstract (TreeDefinition Tree, Value[] Values) Call(Function function, (TreeDefinition Tree, Value[] Leaves) arguments);

    /// <summary>Writes the result of one call as one object.</summary>
    internal void WriteResult(PSObject? item, (TreeDefinition Tree, Value[] Values) result)
    {
        object? output = Do(item, () => PropertyName.Length == 0 ? Function.Present(result, AsTensor) : Extend(item, result));
        WriteObject(output, enumerateCollection: false);
    }

    PSObject Extend(PSObject? item, (TreeDefinition Tree, Value[] Values) result)
    {
        var r = item is null ? new PSObject() : Record.Copy(item, Binding?.First ?? "Item");
        if (PropertyName.Length == 1)
        {
            Record.Set(r, PropertyName[0], Function.Present(result, AsTensor));
            return r;
        }
        var parts = result.Tree.Children;
        if (parts.Count != PropertyName.Length) throw new AdException($"-PropertyName has {PropertyName.Length} names, but {Function} gives {(parts.Count == 0 ? "one result" : $"{parts.Count} results")}.", "WrongResultCount");
        int at = 0;
        for (int i = 0; i < parts.Count; i++)
        {
            Record.Set(r, PropertyName[i], Function.Present((parts[i], result.Values[at..(at + parts[i].LeafCount)]), AsTensor));
            at += parts[i].LeafCount;
        }
        return r;
    }

    void NoFunction() => Do<object?>(null, () => throw new AdException(
        $"{MyInvocation.MyCommand.Name}: there is no function to call. Give it as the first argument, as -Function or through the pipeline; New-AdFunction makes one of a script block.", "NoFunction"));

    /// <inheritdoc/>
    public void Dispose()
    {
        hold?.Dispose();
        GC.SuppressFinalize(this);
    }
}
