using System.Collections;
using System.Management.Automation;
using System.Reflection;
using Autodiff.Trees;

namespace Autodiff.PowerShell;

/// <summary>
/// Binds the arguments of a stream of calls to the parameters of a function. Arguments by name, then by position, are fixed; each item of the stream gives the rest.
/// </summary>
sealed class ArgumentBinding
{
    readonly Function function;
    readonly Tree?[] given;
    readonly int[] free;

    /// <exception cref="AdException">A name is unknown or given twice, or there are too many arguments.</exception>
    public ArgumentBinding(Function function, IReadOnlyList<object?> positional, IDictionary? named)
    {
        this.function = function;
        given = new Tree?[function.Parameters.Count];
        foreach (DictionaryEntry e in named ?? new Hashtable())
            Give(function.IndexOf(e.Key.ToString()!, "-NamedArgument"), e.Value);
        int next = 0;
        foreach (object? argument in positional)
        {
            while (next < given.Length && given[next] is not null) next++;
            if (next == given.Length) throw TooMany(positional.Count, named?.Count ?? 0);
            Give(next, argument);
        }
        free = [.. Enumerable.Range(0, given.Length).Where(p => given[p] is null)];
        TakesNumbers = given.Length == 1 && free.Length == 1 && function.Root.Parameters.Count == 1 && !function.Root.Source.IsStatic(0);
    }

    /// <summary>Whether a parameter gets its argument from the item.</summary>
    public bool IsFree(int parameter) => given[parameter] is null;

    /// <summary>Whether an item that is a number is the only argument.</summary>
    public bool TakesNumbers { get; }

    /// <summary>The parameter that gets a whole item.</summary>
    public string? First => free.Length == 0 ? null : function.Parameters[free[0]];

    /// <summary>The arguments of a call that has no item.</summary>
    public Tree Complete() => Assemble(_ => Missing.Value);

    /// <summary>The arguments of the call for an item.</summary>
    /// <exception cref="AdException">The item is not a tree, or has properties for some of the parameters but not all.</exception>
    public Tree For(object? item)
    {
        item = PowerShellHost.Bare(item);
        // Most streams consist of numbers, for a function of one parameter.
        if (TakesNumbers && (item as Value ?? Conversion.Number(item)) is { } number) return new(TreeDefinition.Singles(1), [number]);
        if (free.Length == 0) throw new AdException($"{function} has all its arguments already; none is left for the pipeline.", ErrorId.WrongArgumentCount);
        if (!Record.Is(item) || !HasParameters(item!)) return Assemble(p => p == free[0] ? item : Missing.Value);
        return Assemble(p => TryGet(item!, p, out object? value) ? value : Missing.Value);
    }

    /// <summary>Whether an object binds by name.</summary>
    bool HasParameters(object item)
    {
        bool Has(int p) => TryGet(item, p, out _);
        int[] required = [.. free.Where(p => !HasDefault(p))];
        if (!free.Any(Has)) return false;
        if (required.Where(p => !Has(p)).ToArray() is { Length: > 0 } rest)
            throw new AdException($"The item has properties for some parameters of {function}, but not for {string.Join(", ", rest.Select(p => $"'{function.Parameters[p]}'"))}.", ErrorId.MissingArgument);
        return true;
    }

    bool TryGet(object item, int p, out object? value)
    {
        if (Record.TryGet(item, function.Parameters[p], out value)) return true;
        foreach (string alias in Code is { } code && p < function.Root.Parameters.Count ? code.Aliases(p) : [])
            if (Record.TryGet(item, alias, out value)) return true;
        return false;
    }

    ScriptBlockBody? Code => function.Root.Source.Body as ScriptBlockBody;

    bool HasDefault(int p) => p < function.Root.Parameters.Count && function.Root.Source.HasDefault(p);

    void Give(int parameter, object? argument)
    {
        if (given[parameter] is not null) throw new AdException($"{function}: the argument '{function.Parameters[parameter]}' is given twice.", ErrorId.AmbiguousArgument);
        given[parameter] = function.Flatten(parameter, argument);
    }

    Tree Assemble(Func<int, object?> argument)
    {
        var values = Array.ConvertAll(free, argument.Invoke);
        if (Array.IndexOf(values, Missing.Value) >= 0) Require(values);
        int next = 0;
        return Tree.Array([.. given.Select((tree, p) => tree ?? function.Flatten(p, values[next++]))]);
    }

    void Require(object?[] values)
    {
        var has = Array.ConvertAll(given, g => g is not null);
        for (int i = 0; i < values.Length; i++) has[free[i]] = values[i] is not Missing;
        function.Require(has);
    }

    AdException TooMany(int positional, int named)
    {
        var e = function.WrongCount(positional + named);
        string last = function.Parameters.Count > 0 ? function.Parameters[^1] : "x";
        return new(function.Parameters.Count == 1
            ? $"{e.Message} To pass one array, write Invoke-AdCompiled $f $a, -ArgumentList (, $a) or -NamedArgument @{{ {last} = $a }}."
            : e.Message, e.Error);
    }
}
