using System.Management.Automation;
using System.Reflection;
using System.Runtime.CompilerServices;
using Autodiff.Tracing;
using Autodiff.Tracing.Paths;

namespace Autodiff.PowerShell.Rewriting;

/// <summary>
/// Takes the place of a validation attribute. It validates a value by its numbers in the current call, and the result becomes a condition of the path, so that every other
/// call is validated too.
/// </summary>
/// <param name="variable">The name of the variable, parameter or property.</param>
/// <param name="plain">PowerShell's own attribute.</param>
/// <param name="applies">Whether it validates now.</param>
sealed class TracedValidationAttribute(string variable, ValidateArgumentsAttribute plain, Func<bool> applies) : ValidateArgumentsAttribute
{
    static readonly Action<ValidateArgumentsAttribute, object?, EngineIntrinsics> check =
        typeof(ValidateArgumentsAttribute).GetMethod(nameof(Validate), BindingFlags.Instance | BindingFlags.NonPublic)!.CreateDelegate<Action<ValidateArgumentsAttribute, object?, EngineIntrinsics>>();

    // PowerShell replaces the exception of an attribute by its own, without an inner exception, so the message is kept with the trace.
    static readonly ConditionalWeakTable<Trace, Failed> failures = [];

    sealed record Failed(string Variable, string Message);

    /// <summary>An attribute that always validates.</summary>
    public TracedValidationAttribute(string variable, ValidateArgumentsAttribute plain) : this(variable, plain, static () => true) { }

    /// <summary>
    /// PowerShell's error for a variable shows a number that a traced value does not have. If the error is about a value, this is the error about the number.
    /// </summary>
    public static AdException? Failure(ValidationMetadataException shown, string place) => failures.TryGetValue(Trace.Current, out var failed) && failed.Variable is var name && shown.Message.Contains($" {name} ", StringComparison.Ordinal)
        ? new($"{place}Cannot validate argument on parameter '{name}'. {failed.Message}", ErrorId.ParameterArgumentValidationError, shown) : null;

    protected override void Validate(object arguments, EngineIntrinsics engineIntrinsics)
    {
        if (!applies()) return;
        if (Values.Of(arguments) is { } x) Validate(x, engineIntrinsics);
        else if (Values.ListOf(arguments) is { } list && plain is ValidateEnumeratedArgumentsAttribute)
            foreach (object? item in list) Validate(item!, engineIntrinsics);
        else
            try
            {
                check(plain, arguments, engineIntrinsics);
            }
            catch (ValidationMetadataException e) when (Values.ListOf(arguments) is not null)
            {
                failures.AddOrUpdate(Trace.Current, new(variable, e.Message));
                throw;
            }
    }

    void Validate(Value x, EngineIntrinsics engine)
    {
        try
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
        catch (ValidationMetadataException e)
        {
            failures.AddOrUpdate(Trace.Current, new(variable, e.Message));
            throw;
        }
    }

    void Within(ValidateRangeAttribute range, Value x, EngineIntrinsics engine)
    {
        bool holds = true;
        if (range.MinRange is { } low && range.MaxRange is { } high)
        {
            // PowerShell converts the number to the type of the range first: 1.4 is in the range 0 to 1.
            var number = low is int or long && high is int or long && x.Type.IsFloat ? Ad.Round(x) : x;
            holds &= DynamicAnswers.Truth(Ad.All(Ad.GreaterEqual(number, Autodiff.Conversion.ToValue(low, "ValidateRange"))));
            holds &= DynamicAnswers.Truth(Ad.All(Ad.LessEqual(number, Autodiff.Conversion.ToValue(high, "ValidateRange"))));
        }
        else // Positive, Negative and their like: of each element the same sign.
            foreach (var test in (Func<Value, Value, Value>[])[Ad.Greater, Ad.Less, Ad.Equal]) holds &= !DynamicAnswers.Truth(Ad.Any(test(x, 0)));
        if (!holds) CheckNumbers(x, engine);
    }

    void Holds(ValidateScriptAttribute script, Value x, EngineIntrinsics engine)
    {
        var result = Rewriter.Rewrite(script.ScriptBlock).InvokeWithContext(null, [new PSVariable("_", x)]);
        object? answer = result.Count == 1 ? PowerShellHost.Bare(result[0]) : result;
        if (answer is Value v ? !DynamicAnswers.Truth(v) : !LanguagePrimitives.IsTrue(answer)) CheckNumbers(x, engine);
    }

    // Numbers that fail get PowerShell's own error.
    void CheckNumbers(Value x, EngineIntrinsics engine)
    {
        var known = Conditions.Concrete(x);
        check(plain, known.Rank == 0 ? known.Item() : known.Data, engine);
    }
}
