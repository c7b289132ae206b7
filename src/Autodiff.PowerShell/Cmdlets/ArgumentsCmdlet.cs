using System.Collections;
using System.Management.Automation;

namespace Autodiff.PowerShell;

/// <summary>
/// Takes a function, by position or from the pipeline, and arguments for it: first by name, then by position from the left. If the function is given, an item of the
/// pipeline is the argument for the next parameter.
/// </summary>
public abstract class ArgumentsCmdlet : AdCmdlet
{
    List<object?> positional = [];

    /// <summary>The function. If functions are piped it may be missing; this is then the first argument.</summary>
    [Parameter(Position = 0, HelpMessage = "The function, or a script block. It may also come from the pipeline.")]
    [AllowNull]
    public object? Function { get; set; }

    /// <summary>The arguments by position, one for each parameter. An array that is one argument is written <c>(, $a)</c> here, but <c>$a</c> after the function.</summary>
    [Parameter(HelpMessage = "The arguments by position, one for each parameter. They may also follow the function.")]
    [AllowNull, AllowEmptyCollection]
    public object?[]? ArgumentList { get; set; }

    // PowerShell passes several remaining arguments as a List<object> but a single one unchanged. As object[] a single array would look like several arguments.
    /// <summary>The arguments that follow the function.</summary>
    [Parameter(ValueFromRemainingArguments = true, DontShow = true)]
    [AllowNull, AllowEmptyCollection]
    public object? Argument { get; set; }

    /// <summary>The arguments by parameter name.</summary>
    [Parameter(HelpMessage = "The arguments by parameter name, such as @{ x = 1.0 }.")]
    public IDictionary? NamedArgument { get; set; }

    /// <summary>The function that was given; null if functions are piped.</summary>
    internal Function? Given { get; private set; }

    /// <summary>Whether there are any arguments.</summary>
    internal bool HasArguments => positional.Count > 0 || NamedArgument is not null;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        bool Bound(string name) => MyInvocation.BoundParameters.ContainsKey(name);
        Given = Do(Function, () => BlockFunctions.Find(Function));
        if (Revival.IsFunction(Function)) Fail(Function, Revival.NoFunction((PSObject)Function!));
        if (Given is null && Bound(nameof(Function))) positional.Add(Function);
        if (Bound(nameof(Argument))) positional.AddRange(Argument is List<object?> several ? several : [Argument]);
        if (!Bound(nameof(ArgumentList))) return;
        if (positional.Count > 0) Fail(Function, new("Arguments are given both by -ArgumentList and by position. Use one of them.", ErrorId.AmbiguousArgument));
        positional = [.. ArgumentList ?? [null]];
    }

    /// <summary>Binds the arguments to the parameters of a function.</summary>
    internal ArgumentBinding Bind(Function function) => new(function, positional, NamedArgument);

    /// <summary>The function in an object of the pipeline. Any other object is an error.</summary>
    internal Function Piped(object? item)
    {
        if (Do(item, () => BlockFunctions.Find(item)) is { } function) return function;
        if (Revival.IsFunction(item)) Fail(item, Revival.NoFunction((PSObject)item!));
        return NoFunction();
    }

    /// <summary>The error of a call without a function.</summary>
    internal Function NoFunction() => throw Fail(Function, new("No function was given. Pass a script block, or a function of New-AdFunction, as the first argument or through the pipeline.", ErrorId.NoFunction));
}
