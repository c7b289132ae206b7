using System.Management.Automation;

namespace Autodiff.PowerShell;

/// <summary>A cmdlet that takes functions and returns functions derived from them.</summary>
public abstract class TransformCmdlet : AdCmdlet
{
    // With another type than object, PowerShell would take a script block as a delay-bind parameter and report that.
    /// <summary>The function.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, HelpMessage = "A function that New-AdFunction made, or one derived from it.")]
    public object Function { get; set; } = null!;

    /// <summary>Derives a function from another.</summary>
    internal abstract Function Transform(Function function);

    /// <inheritdoc/>
    protected override void ProcessRecord() => WriteObject(Do(Function, () => Transform(Given())));

    Function Given() => PowerShellHost.Bare(Function) switch
    {
        Function f => f,
        PSObject o when Revival.IsFunction(o) => throw Revival.NoFunction(o),
        var other => throw new AdException($"{MyInvocation.MyCommand.Name}: {Autodiff.Conversion.Describe(other)} was given where a function is needed; New-AdFunction makes one of a script block.", ErrorId.NoFunction),
    };

    /// <summary>The names of parameters. A name that the function does not have is an error.</summary>
    internal static string[] Known(string[] names, Function function, string option)
    {
        foreach (string name in names)
            if (!function.Parameters.Contains(name, StringComparer.OrdinalIgnoreCase))
                throw new AdException($"{function} has no parameter '{name}': {option} takes {string.Join(", ", function.Parameters)}.", ErrorId.UnknownParameter);
        return names;
    }
}
