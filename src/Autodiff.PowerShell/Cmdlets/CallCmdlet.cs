using System.Management.Automation;
using Autodiff.Trees;

namespace Autodiff.PowerShell;

/// <summary>
/// Calls the given function for each item of the pipeline, or each function that is piped. Each call writes one object. Only if there is one call in all, an array of
/// results is written item by item, so that <c>$a, $b = …</c> splits it.
/// </summary>
public abstract class CallCmdlet : ArgumentsCmdlet
{
    ArgumentBinding? binding;
    Tree? heldBack;
    int functions;
    bool hasInput;

    /// <summary>An item to call the function with, or a function to call.</summary>
    [Parameter(ValueFromPipeline = true, HelpMessage = "Items, one for each call; or functions to call.")]
    [AllowNull]
    public PSObject? InputObject { get; set; }

    /// <summary>Adds the result to a copy of the item, as a property with this name. Several names are for several results.</summary>
    [Parameter(HelpMessage = "The properties that hold the results, on a copy of the item.")]
    [ValidateNotNull]
    public string[] PropertyName { get; set; } = [];

    /// <summary>Keeps results that are one number as tensors.</summary>
    [Parameter(HelpMessage = "Keeps results that are one number as tensors.")]
    public SwitchParameter AsTensor { get; set; }

    /// <summary>Binds the items of the pipeline to the parameters.</summary>
    internal ArgumentBinding Binding => binding!;

    /// <summary>The values of the free variables of the given function when the stream began.</summary>
    internal object? Free { get; private set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        Do(Given, () => Record.Distinct(PropertyName, "-PropertyName"));
        hasInput = MyInvocation.ExpectingInput || MyInvocation.BoundParameters.ContainsKey(nameof(InputObject));
        if (Given is not { } function) return;
        binding = Do(function, () =>
        {
            // The free variables of the code are read once here, not for each item.
            Free = function.FreeVariables();
            return Bind(function);
        });
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (!hasInput) return;
        if (Given is not null) ProcessItem(InputObject);
        else WritePiped(Call(Piped(InputObject)));
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (!hasInput) Write(null, Call(Given ?? NoFunction()), isOnly: true);
        else if (heldBack is { } only) Write(null, only, isOnly: true);
    }

    /// <summary>Calls the function for an item.</summary>
    internal virtual void ProcessItem(PSObject? item)
    {
        if (TryBind(item, out var arguments)) Write(item, Call(Given!, arguments, Free));
    }

    /// <summary>The arguments of the call for an item. A failure is written as an error.</summary>
    internal bool TryBind(PSObject? item, out Tree arguments) =>
        Try(item, (Binding, item), static s => s.Binding.For(s.item), out arguments);

    /// <summary>Calls a function with arguments that are already flattened and the values of its free variables.</summary>
    internal abstract Tree Call(Function function, Tree arguments, object? free);

    /// <summary>Writes the result of a call.</summary>
    internal void Write(PSObject? item, Tree result, bool isOnly = false)
    {
        object? output = Do(item, (Cmdlet: this, item, result), static s => s.Cmdlet.Present(s.item, s.result));
        WriteObject(output, isOnly && output is object?[] { Length: > 1 });
    }

    Tree Call(Function function) =>
        Call(function, Do(function, () => (binding ?? Bind(function)).Complete()), function == Given ? Free : Do(function, function.FreeVariables));

    // The result of the first function is held until it is known whether there is a second.
    void WritePiped(Tree result)
    {
        if (functions++ == 0)
        {
            heldBack = result;
            return;
        }
        if (heldBack is { } first) Write(null, first);
        heldBack = null;
        Write(null, result);
    }

    object? Present(PSObject? item, Tree result) =>
        PropertyName.Length == 0 ? Autodiff.Function.Present(result, AsTensor) : Extend(item, result);

    PSObject Extend(PSObject? item, Tree result)
    {
        var r = item is null ? new PSObject() : Record.Copy(item, Binding.First ?? "Item");
        if (PropertyName.Length == 1)
        {
            Record.Set(r, PropertyName[0], Autodiff.Function.Present(result, AsTensor));
            return r;
        }
        int parts = result.Definition.Children.Count;
        if (parts != PropertyName.Length) throw new AdException($"-PropertyName has {PropertyName.Length} names, but {Given} returns {(parts == 0 ? "one result" : $"{parts} results")}.", ErrorId.WrongResultCount);
        for (int i = 0; i < parts; i++) Record.Set(r, PropertyName[i], Autodiff.Function.Present(result[i], AsTensor));
        return r;
    }
}
