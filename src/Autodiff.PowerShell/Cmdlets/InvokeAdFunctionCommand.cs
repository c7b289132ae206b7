using System.Management.Automation;
using Autodiff.Functions;
using Autodiff.Trees;

namespace Autodiff.PowerShell;

/// <summary>Calls a function operation by operation, without compiling it, so that the user can see inside. -Debug shows each operation with its numbers.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "AdFunction"), OutputType(typeof(object))]
public sealed class InvokeAdFunctionCommand : CallCmdlet
{
    internal override Tree Call(Function function, Tree arguments, object? free)
    {
        bool shows = MyInvocation.BoundParameters.ContainsKey("Debug");
        return Do(function, () => Interpretation.Run(function, arguments, free, shows ? WriteDebug : null));
    }
}
