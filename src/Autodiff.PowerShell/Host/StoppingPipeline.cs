using System.Linq.Expressions;
using System.Management.Automation.Runspaces;
using System.Reflection;

namespace Autodiff.PowerShell;

/// <summary>
/// Whether the pipeline of a runspace is being stopped. PowerShell tells only cmdlets. For a method that a script calls only the pipeline knows, and it is not
/// public.
/// </summary>
static class StoppingPipeline
{
    static readonly Lazy<Func<Runspace, bool>> isStopping = new(Compile);

    /// <summary>Whether Ctrl+C has stopped the code of a runspace; false if PowerShell does not report it.</summary>
    public static bool Of(Runspace runspace) => isStopping.Value(runspace);

    static Func<Runspace, bool> Compile()
    {
        var method = typeof(Runspace).GetMethod("GetCurrentlyRunningPipeline", BindingFlags.Instance | BindingFlags.NonPublic, []);
        var info = method?.ReturnType.GetProperty("PipelineStateInfo");
        if (info?.PropertyType.GetProperty("State") is not { PropertyType.IsEnum: true } state || !Enum.TryParse(state.PropertyType, "Stopping", out object? stopping)) return _ => false;
        ParameterExpression runspace = Expression.Parameter(typeof(Runspace)), pipeline = Expression.Variable(method!.ReturnType);
        var test = Expression.Equal(Expression.Property(Expression.Property(pipeline, info), state), Expression.Constant(stopping));
        var body = Expression.Block([pipeline], Expression.Assign(pipeline, Expression.Call(runspace, method)), Expression.AndAlso(Expression.NotEqual(pipeline, Expression.Constant(null)), test));
        return Expression.Lambda<Func<Runspace, bool>>(body, runspace).Compile();
    }
}
