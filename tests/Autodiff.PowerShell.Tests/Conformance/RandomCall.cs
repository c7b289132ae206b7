using System.Globalization;
using static Autodiff.PowerShell.Tests.Conformance.ProgramGrammar;

namespace Autodiff.PowerShell.Tests.Conformance;

/// <summary>The arguments of a call by name, as one list of numbers.</summary>
sealed record RandomCall((string Name, Kind Kind, double[] Numbers)[] Arguments)
{
    /// <summary>The parameters with floating numbers.</summary>
    public string[] Floating => [.. Arguments.Where(a => a.Kind != Kind.Integer).Select(a => a.Name[1..])];

    /// <summary>How many floating numbers there are.</summary>
    public int Count => Arguments.Sum(a => a.Kind == Kind.Integer ? 0 : a.Numbers.Length);

    /// <summary>The call with one of its floating numbers moved.</summary>
    public RandomCall Moved(int at, double by) => new([.. Arguments.Select(a =>
    {
        double[] numbers = [.. a.Numbers];
        if (a.Kind == Kind.Integer) return a;
        if (at >= 0 && at < numbers.Length) numbers[at] += by;
        at -= numbers.Length;
        return (a.Name, a.Kind, numbers);
    })]);

    /// <summary>A table of the arguments, in PowerShell.</summary>
    public override string ToString() => $"@{{ {string.Join("; ", Arguments.Select(a => $"{a.Name[1..]} = {Shown(a.Kind, Array.ConvertAll(a.Numbers, x => a.Kind == Kind.Integer ? x.ToString(CultureInfo.InvariantCulture) : x.ToString("0.0################", CultureInfo.InvariantCulture)))}"))} }}";

    static string Shown(Kind kind, string[] x) => kind switch
    {
        Kind.Number or Kind.Integer => x[0],
        Kind.Table => $"@{{ a = {x[0]}; b = {x[1]}; c = @{{ d = {x[2]} }} }}",
        Kind.List => $"[System.Collections.Generic.List[double]][double[]] ({string.Join(", ", x)})",
        _ => $"[double[]] ({string.Join(", ", x)})",
    };
}
