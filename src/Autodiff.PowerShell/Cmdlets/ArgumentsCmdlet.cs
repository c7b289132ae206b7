using System.Collections;
using System.Management.Automation;

namespace Autodiff.PowerShell;

/// <summary>
/// Takes a function, by position or the pipeline, and arguments for it: by name first, then by position from the left. What a pipeline gives when there is a
/// function already is for its next parameter.
/// </summary>
public abstract class ArgumentsCmdlet : AdCmdlet
{
    List<object?> positional = [];

    /// <summary>The function. With functions in the pipeline it may be missing: then this is the first argument.</summary>
    [Parameter(Position = 0, HelpMessage = "The function; it may also come through the pipeline.")]
    [AllowNull]
    public object? Function { get; set; }

    /// <summary>The arguments by position, one a parameter: an array that is one argument is written <c>(, $a)</c> here, and just <c>$a</c> behind the function.</summary>
    [Parameter(HelpMessage = "The arguments by position, one a parameter; they may also just follow the function.")]
    [AllowNull, AllowEmptyCollection]
    public object?[]? ArgumentList { get; set; }

    // PowerShell hands several over as a List<object>, but one as it is: as object[] it would be taken for several.
    /// <summary>The arguments that follow the function.</summary>
    [Parameter(ValueFromRemainingArguments = true, DontShow = true)]
    [AllowNull, AllowEmptyCollection]
    public object? Argument { get; set; }

    /// <summary>Arguments by the names of their parameters.</summary>
    [Parameter(HelpMessage = "Arguments by name, as in @{ x = 1.0 }.")]
    public IDictionary? NamedArgument { get; set; }

    /// <summary>The function that was given, null where functions are piped.</summary>
    internal Function? Given { get; private set; }

    /// <summary>Whether there is any argument.</summary>
    internal bool HasArguments => positional.Count > 0 || NamedArgument is not null;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        bool Bound(string name) => MyInvocation.BoundParameters.ContainsKey(name);
        Given = PowerShellHost.Bare(Function) as Function;
        if (Revival.IsFunction(Function)) Fail(Function, Revival.NoFunction((PSObject)Function!));
        if (Given is null && Bound(nameof(Function))) positional.Add(Function);
        if (Bound(nameof(Argument))) positional.AddRange(Argument is List<object?> several ? several : [Argument]);
        if (!Bound(nameof(ArgumentList))) return;
        if (positional.Count > 0) Fail(Function, new("Arguments are given both by -ArgumentList and by position: give them one way.", ErrorId.AmbiguousArgument));
        positional = [.. ArgumentList ?? [null]];
    }

    /// <summary>Binds the arguments to the parameters of a function.</summary>
    internal ArgumentBinding Bind(Function function) => new(function, positional, NamedArgument);

    /// <summary>The function that an object of the pipeline is; an error where it is something else.</summary>
    internal Function Piped(object? item)
    {
        if (PowerShellHost.Bare(item) is Function function) return function;
        if (Revival.IsFunction(item)) Fail(item, Revival.NoFunction((PSObject)item!));
        return NoFunction();
    }

    /// <summary>The error of a call without a function.</summary>
    internal Function NoFunction() => throw Fail(Function, new($"{MyInvocation.MyCommand.Name}: there is no function to call. Give it as the first argument or through the pipeline; New-AdFunction makes one of a script block.", ErrorId.NoFunction));
}
