using System.Management.Automation.Runspaces;
using System.Reflection;

namespace Autodiff.PowerShell;

/// <summary>
/// Whether the pipeline of a runspace is being stopped. PowerShell tells only cmdlets. For a method that a script calls only the pipeline knows, and it is not
/// public.
/// </summary>
static class StoppingPipeline
{
    static readonly MethodInfo? running = typeof(Runspace).GetMethod("GetCurrentlyRunningPipeline", BindingFlags.Instance | BindingFlags.NonPublic, []);
    static readonly PropertyInfo? info = running?.ReturnType.GetProperty("PipelineStateInfo");
    static readonly PropertyInfo? state = info?.PropertyType.GetProperty("State");

    /// <summary>Whether Ctrl+C has stopped the code of a runspace; false if PowerShell does not report it.</summary>
    public static bool Of(Runspace runspace) => running?.Invoke(runspace, null) is { } pipeline && state?.GetValue(info!.GetValue(pipeline))?.ToString() == "Stopping";
}
