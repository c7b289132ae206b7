using Autodiff.Tracing;
using Autodiff.Tracing.Paths;
using Autodiff.Trees;

namespace Autodiff.Functions;

/// <summary>The user's code, which runs only to be traced.</summary>
sealed class TracedCode(Body body) : FunctionSource
{
    public override Body Body => body;

    public override object? FreeVariables() => body.FreeVariables();

    public override bool HasDefault(int parameter) => body.HasDefault(parameter);

    public override int FirstMissing(IReadOnlyList<bool> given) => body.FirstMissing(given);

    public override bool IsStatic(int parameter) => body.IsStatic(parameter);

    public override bool RunsHere => body.RunsHere;

    public override Specialization Specialize(string name, Signature signature, Arguments arguments, PathRecord path)
    {
        using var activity = Activity.Begin($"Tracing {name}");
        var trace = new StagingTrace(Trace.Current, name, arguments.Leaves, path, true);
        using var failures = new FailureScope(name);
        var inputs = Array.ConvertAll(arguments.Leaves, a => (object?)trace.NewInput(a.Type));
        var structure = TreeDefinition.Null;
        var guards = path.Guards;
        var (graph, captured) = trace.Record(() =>
        {
            object? result = failures.Run(() => Invoke(trace, (object?[])arguments.Definition.Unflatten(inputs)!));
            var results = Tree.Of(result, $"the result of {name}", acceptText: false, isResult: true);
            structure = results.Definition;
            return [.. results.Leaves, .. guards.Select(g => g.Test)];
        });
        if (Log.Functions) Log.Function($"trace {name}({signature}): {graph.Size} operations, {guards.Count} conditions, {structure.LeafCount} results");
        return new(graph, structure, [.. guards.Select(g => g.Answer)], [.. guards.Select(g => g.Line)], captured);
    }

    // Code around the call may catch an exception from the user's code. Then the conditions before it have decided what that code does.
    object? Invoke(StagingTrace trace, object?[] arguments)
    {
        bool mayBeCaught = false;
        bool IsOurs(Exception e)
        {
            mayBeCaught = e is not AdException;
            return false;
        }
        try
        {
            return body.Invoke(arguments);
        }
        catch (Exception e) when (IsOurs(e))
        {
            // Unreachable: a rethrow at each level of a deep recursion would need more stack than is left.
            throw;
        }
        finally
        {
            if (mayBeCaught) trace.HandOnConditions();
        }
    }
}
