using System.Collections.Concurrent;
using System.Management.Automation;
using System.Reflection;
using Autodiff.Tracing.Paths;

namespace Autodiff.PowerShell.Rewriting;

/// <summary>The functions of [Math], [MathF], [double] and other types of numbers as operations on values: those listed here, otherwise the operation of [Ad] with the same name.</summary>
static class MathTable
{
    // Functions that exist for each type, and those that keep integers. The other functions of .NET return a double, so their operands become floats.
    static readonly HashSet<string> ofAllTypes = new(["Abs", "Max", "Min", "Clamp", "Sign"], StringComparer.OrdinalIgnoreCase);
    static readonly HashSet<string> keepIntegers = new([.. ofAllTypes, "Ceiling", "Floor", "Round", "Truncate"], StringComparer.OrdinalIgnoreCase);

    static readonly Dictionary<(string Name, int Arguments), Func<Value[], Value>> different = new(new ByName())
    {
        [("Max", 2)] = x => Ad.Maximum(x[0], x[1]),
        [("Min", 2)] = x => Ad.Minimum(x[0], x[1]),
        [("Clamp", 3)] = x => Ad.Clip(x[0], x[1], x[2]),
        [("Sign", 1)] = x => x[0].Rank == 0 ? Numbers.Cast(Ad.Sign(x[0]), typeof(int)) : Ad.Sign(x[0]),
        [("Log", 2)] = x => Ad.Log(x[0]) / Ad.Log(x[1]),
        [("Round", 2)] = x => RoundAt(x[0], x[1]),
        [("Pow", 2)] = x => Ad.Pow(Ad.ToFloat(x[0]), x[1]),
        [("FusedMultiplyAdd", 3)] = x => x[0] * x[1] + x[2],
        [("ScaleB", 2)] = x => x[0] * Ad.Pow(2.0, x[1]),
        [("IsNegative", 1)] = x => Ad.Less(x[0], 0),
        [("IsPositiveInfinity", 1)] = x => Ad.Equal(x[0], double.PositiveInfinity),
        [("IsNegativeInfinity", 1)] = x => Ad.Equal(x[0], double.NegativeInfinity),
        [("IsInteger", 1)] = x => Ad.LogicalAnd(Ad.IsFinite(x[0]), Ad.Equal(x[0], Ad.Truncate(x[0]))),
    };

    // Names that mean something else in [Ad], or are not elementwise there.
    static readonly HashSet<string> notTheSame = new(["Equals", "Max", "Min"], StringComparer.OrdinalIgnoreCase);

    static readonly ConcurrentDictionary<(string, int), Func<Value[], Value>?> same = new(new ByName());

    // The type of number that PowerShell's choice among the methods of a name takes for arguments of certain types.
    static readonly ConcurrentDictionary<string, Type> chosen = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The result of a function with a value among its arguments.</summary>
    /// <exception cref="AdException">The function has no equivalent.</exception>
    public static object? Call(Type type, string name, object?[] arguments)
    {
        // [Convert]::ToDouble($x)
        if (type == typeof(Convert) && arguments is [var one] && (Values.Of(one) ?? Texts.NumberOf(one)) is { Rank: 0 } converted && Type.GetType($"System.{(name.StartsWith("To", StringComparison.OrdinalIgnoreCase) ? name[2..] : "")}", false, true) is { } to)
        {
            if (to == typeof(string)) return Texts.Pinned(converted);
            if (Numbers.Of(to) is not null) return Numbers.Convert(converted, to);
        }
        if (Numbers.Of(type) is not null && arguments[0] is var text && (Values.Of(text) ?? Texts.NumberOf(text)) is { Rank: 0 } parsed)
        {
            if (name.Equals("Parse", StringComparison.OrdinalIgnoreCase)) return Numbers.Cast(parsed, type);
            if (name.Equals("TryParse", StringComparison.OrdinalIgnoreCase) && arguments[^1] is PSReference result)
            {
                result.Value = Numbers.Cast(parsed, type);
                return true;
            }
        }
        string shown = $"[{(type == typeof(double) ? "double" : type == typeof(float) ? "float" : type.Name)}]::{name}";
        if (name.Equals("Round", StringComparison.OrdinalIgnoreCase) && arguments.Length > 1 && (arguments[^1] is MidpointRounding || arguments.Length == 3 && arguments[2] is int or string))
            return RoundAt(Autodiff.Conversion.ToValue(arguments[0], shown), arguments.Length == 3 ? Autodiff.Conversion.ToValue(arguments[1], shown) : 0, LanguagePrimitives.ConvertTo<MidpointRounding>(arguments[^1]));
        if (Array.Find(arguments, a => Values.Of(a) is null && Values.ListOf(a) is not null) is { } list)
            throw new AdException($"{shown}: {Autodiff.Conversion.Describe(list)} was given; expected a number. Use a loop or ForEach-Object over the items, or [Ad]::Stack($x), which makes them one tensor.", ErrorId.NotScalar);
        var x = Array.ConvertAll(arguments, a => Autodiff.Conversion.ToValue(a, shown));
        if (type == typeof(Math) && name.ToUpperInvariant() is "MAX" or "MIN" or "CLAMP") x = Chosen(name, shown, arguments, x);
        if (SingleNumbers.IsOne(x[0]) && !(x[0].Type.IsFloat ? ofAllTypes : keepIntegers).Contains(name)) x[0] = Ad.Cast(x[0], DType.F64, weak: true);
        else if (!keepIntegers.Contains(name)) x[0] = Ad.ToFloat(x[0]);
        if (type == typeof(MathF) || type == typeof(float)) x = Array.ConvertAll(x, v => v.Type.IsFloat ? Ad.Cast(v, DType.F32, v.Type.Weak) : v);
        if ((different.GetValueOrDefault((name, x.Length)) ?? same.GetOrAdd((name, x.Length), Same)) is { } f) return f(x);
        throw new AdException($"{shown} with {(x.Length == 1 ? "one argument" : $"{x.Length} arguments")} does not take tensors or traced values. Use operations of [Ad], or pass $x.Item() of a tensor that is not traced.", ErrorId.NoEqual);
    }

    // PowerShell takes the method of integers for (0, 2.7), so both become integers. It is asked with ones of the same types.
    static Value[] Chosen(string name, string shown, object?[] arguments, Value[] x)
    {
        if (!Array.Exists(x, v => v.DType.IsInteger) || !Array.Exists(x, v => v.Type.IsFloat) || Array.Exists(x, v => v.Rank > 0)) return x;
        var types = Array.ConvertAll(arguments, a => Values.Of(a) is { } v ? Numbers.TypeOf(v) : PowerShellHost.Bare(a)!.GetType());
        var type = chosen.GetOrAdd($"{name}({string.Join<Type>(',', types)})", _ => ScriptBlock.Create($"[Math]::{name}({string.Join(',', types.Select((_, i) => $"$args[{i}]"))})")
            .InvokeReturnAsIs(Array.ConvertAll(types, t => Convert.ChangeType(1, t, System.Globalization.CultureInfo.InvariantCulture))) is PSObject one ? one.BaseObject.GetType() : typeof(double));
        if (Numbers.Of(type) is not { IsInteger: true }) return x;
        if (Array.Find(x, v => v.Type.IsFloat && Conditions.IsKnown(v) && Conditions.Concrete(v).Item() is var n && Math.Floor(Convert.ToDouble(n, System.Globalization.CultureInfo.InvariantCulture)) != Convert.ToDouble(n, System.Globalization.CultureInfo.InvariantCulture)) is not null)
            ScriptHost.Current.Warn($"line {ScriptHost.Current.Line()}: {shown} rounds to integers here, as in PowerShell, because an argument is an integer, and so has the derivative 0. Write the integer as a [double], as in [Math]::Max(0.0, $x).");
        return Array.ConvertAll(x, v => Numbers.Cast(v, type));
    }

    static Func<Value[], Value>? Same((string Name, int Arguments) function)
    {
        var method = notTheSame.Contains(function.Name) ? null : Array.Find(
            typeof(Ad).GetMethods(BindingFlags.Public | BindingFlags.Static),
            m => m.Name.Equals(function.Name, StringComparison.OrdinalIgnoreCase) && m.ReturnType == typeof(Value) && m.GetParameters() is var p && p.Length == function.Arguments && Array.TrueForAll(p, q => q.ParameterType == typeof(Value)));
        switch (function.Arguments)
        {
            case 1:
                var one = method?.CreateDelegate<Func<Value, Value>>();
                return one is null ? null : x => one(x[0]);
            case 2:
                var two = method?.CreateDelegate<Func<Value, Value, Value>>();
                return two is null ? null : x => two(x[0], x[1]);
            default:
                return null;
        }
    }

    static Value RoundAt(Value x, Value digits, MidpointRounding mode = MidpointRounding.ToEven)
    {
        double scale = Math.Pow(10, Convert.ToDouble(Ad.Pin(digits), System.Globalization.CultureInfo.InvariantCulture));
        var scaled = x * scale;
        return mode switch
        {
            // As .NET does: the fraction of 0.49999999999999994 is less than a half.
            MidpointRounding.AwayFromZero => Ad.Where(Ad.GreaterEqual(Ad.Abs(scaled - Ad.Truncate(scaled)), 0.5), Ad.Truncate(scaled) + Ad.Sign(scaled), Ad.Truncate(scaled)),
            MidpointRounding.ToZero => Ad.Truncate(scaled),
            MidpointRounding.ToNegativeInfinity => Ad.Floor(scaled),
            MidpointRounding.ToPositiveInfinity => Ad.Ceiling(scaled),
            _ => Ad.Round(scaled),
        } / scale;
    }

    sealed class ByName : IEqualityComparer<(string Name, int Arguments)>
    {
        public bool Equals((string Name, int Arguments) x, (string Name, int Arguments) y) => x.Arguments == y.Arguments && x.Name.Equals(y.Name, StringComparison.OrdinalIgnoreCase);

        public int GetHashCode((string Name, int Arguments) x) => StringComparer.OrdinalIgnoreCase.GetHashCode(x.Name) + x.Arguments;
    }
}
