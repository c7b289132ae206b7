using System.Management.Automation;
using System.Reflection;
using Autodiff.Tracing.Paths;

namespace Autodiff.PowerShell.Rewriting;

/// <summary>
/// In place of a validation attribute: it checks a value by the numbers it has on this very call, and that it passed becomes a condition of the path, so that
/// every other call is checked as well.
/// </summary>
sealed class TracedValidationAttribute(ValidateArgumentsAttribute plain) : ValidateArgumentsAttribute
{
    static readonly Action<ValidateArgumentsAttribute, object?, EngineIntrinsics> check =
        typeof(ValidateArgumentsAttribute).GetMethod(nameof(Validate), BindingFlags.Instance | BindingFlags.NonPublic)!.CreateDelegate<Action<ValidateArgumentsAttribute, object?, EngineIntrinsics>>();

    /// <inheritdoc/>
    protected override void Validate(object arguments, EngineIntrinsics engineIntrinsics)
    {
        if (Values.Of(arguments) is { } x) Validate(x, engineIntrinsics);
        else if (Values.ListOf(arguments) is { } list && plain is ValidateEnumeratedArgumentsAttribute)
            foreach (object? item in list) Validate(item!, engineIntrinsics);
        else check(plain, arguments, engineIntrinsics);
    }

    void Validate(Value x, EngineIntrinsics engine)
    {
        switch (plain)
        {
            case ValidateNotNullAttribute or ValidateNotNullOrEmptyAttribute: break;
            case ValidateCountAttribute: check(plain, x.Rank == 0 ? Conditions.Concrete(x).Item() : new object[x.Count], engine); break;
            case ValidateScriptAttribute script: Holds(script, x, engine); break;
            case ValidateRangeAttribute range: Within(range, x, engine); break;
            default: check(plain, Ad.Pin(x), engine); break;
        }
    }

    // PowerShell's own check comes first: where the numbers fail, the error is its.
    void Within(ValidateRangeAttribute range, Value x, EngineIntrinsics engine)
    {
        var known = Conditions.Concrete(x);
        check(plain, known.Rank == 0 ? known.Item() : known.Data, engine);
        if (range.MinRange is { } low) Decide(Ad.GreaterEqual(x, Autodiff.Conversion.ToValue(low, nameof(ValidateRangeAttribute))));
        if (range.MaxRange is { } high) Decide(Ad.LessEqual(x, Autodiff.Conversion.ToValue(high, nameof(ValidateRangeAttribute))));
        if (range.MinRange is not null) return;
        // Positive, Negative and their like: of each element the same sign.
        foreach (var test in (Func<Value, Value, Value>[])[Ad.Greater, Ad.Less, Ad.Equal]) DynamicAnswers.Truth(Ad.Any(test(x, 0)));
    }

    void Holds(ValidateScriptAttribute script, Value x, EngineIntrinsics engine)
    {
        var result = Rewriter.Rewrite(script.ScriptBlock).InvokeWithContext(null, [new PSVariable("_", x)]);
        object? answer = result.Count == 1 ? PowerShellHost.Bare(result[0]) : result;
        if (answer is Value v ? !DynamicAnswers.Truth(v) : !LanguagePrimitives.IsTrue(answer)) check(plain, Ad.Pin(x), engine);
    }

    static void Decide(Value holds) => DynamicAnswers.Truth(Ad.All(holds));
}
