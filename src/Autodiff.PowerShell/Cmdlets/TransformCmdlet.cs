using System.Management.Automation;

namespace Autodiff.PowerShell;

/// <summary>Takes functions, and gives functions derived from them.</summary>
public abstract class TransformCmdlet : AdCmdlet
{
    // Of another type than object, PowerShell would take a script block for one that computes the parameter, and say so.
    /// <summary>The function.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, HelpMessage = "A function made by New-AdFunction, or derived from one.")]
    public object Function { get; set; } = null!;

    /// <summary>The function derived from another.</summary>
    internal abstract Function Transform(Function function);

    /// <inheritdoc/>
    protected override void ProcessRecord() => WriteObject(Do(Function, () => Transform(Given())));

    Function Given() => PowerShellHost.Bare(Function) switch
    {
        Function f => f,
        PSObject o when Revival.IsFunction(o) => throw Revival.NoFunction(o),
        var other => throw new AdException($"{MyInvocation.MyCommand.Name}: {Autodiff.Conversion.Describe(other)} was given where a function is needed; New-AdFunction makes one of a script block.", ErrorId.NoFunction),
    };

    /// <summary>The names of parameters, refused where a function has none such.</summary>
    internal static string[] Known(string[] names, Function function, string option)
    {
        foreach (string name in names)
            if (!function.Parameters.Contains(name, StringComparer.OrdinalIgnoreCase))
                throw new AdException($"{function} has no parameter '{name}': {option} takes {string.Join(", ", function.Parameters)}.", ErrorId.UnknownParameter);
        return names;
    }
}
