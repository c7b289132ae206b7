using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using CsCheck;

namespace Autodiff.Core.Tests.Laws;

/// <summary>
/// One row of the sample table: a function that uses an operation as a user would, and its arguments. Every law is checked for every row and dtype.
/// </summary>
/// <param name="Text">The source text of the function, which is the name of the row.</param>
/// <param name="F">The function.</param>
/// <param name="Shapes">The shapes of the arguments.</param>
/// <param name="Domains">The values of each argument.</param>
sealed partial record Row(string Text, Func<Value[], Value[]> F, Gen<Shape[]> Shapes, Domain[] Domains)
{
    /// <summary>Floats.</summary>
    public static readonly DType[] Floats = [DType.F32, DType.F64, DType.F16, DType.BF16];

    /// <summary>Integers only.</summary>
    public static readonly DType[] Whole = [DType.I32, DType.I64, DType.U32];

    /// <summary>Floats and integers.</summary>
    public static readonly DType[] Numbers = [.. Whole, .. Floats];

    /// <summary>Every dtype.</summary>
    public static readonly DType[] All = [DType.Bool, .. Numbers];

    /// <summary>The tested dtypes.</summary>
    public DType[] DTypes { get; init; } = Floats;

    /// <summary>The order up to which derivatives are tested; 0 for none.</summary>
    public int Order { get; init; } = 2;

    /// <summary>Whether it has a reverse mode.</summary>
    public bool Reverse { get; init; } = true;

    /// <summary>Whether it has a forward mode.</summary>
    public bool Forward { get; init; } = true;

    /// <summary>The factor by which errors may be greater than for other rows.</summary>
    public double Loose { get; init; } = 1;

    /// <summary>The literals.</summary>
    public Edge[] Edges { get; init; } = [];

    /// <summary>Another implementation of an elementwise function.</summary>
    public Func<double[], double>? Like { get; init; }

    /// <summary>The operations of Ad that the row uses.</summary>
    public IEnumerable<string> Operations => OperationName().Matches(Text).Select(m => m.Groups[1].Value);

    [GeneratedRegex(@"\bAd\.(\w+)")]
    private static partial Regex OperationName();

    /// <summary>A row of a function of one value.</summary>
    public static Row Of(Func<Value, Value> f, Domain x, Func<double, double>? like = null, Gen<Shape[]>? shapes = null, DType[]? dtypes = null, int order = 2, double loose = 1, Edge[]? edges = null, [CallerArgumentExpression(nameof(f))] string text = "") =>
        new(text, v => [f(v[0])], shapes ?? Laws.Shapes.Ranks(0, 3), [x]) { DTypes = dtypes ?? Floats, Order = order, Loose = loose, Edges = edges ?? [], Like = like is null ? null : v => like(v[0]) };

    /// <summary>A row for a function of two values. The shapes broadcast by default.</summary>
    public static Row Of(Func<Value, Value, Value> f, Domain x, Domain y, Func<double, double, double>? like = null, Gen<Shape[]>? shapes = null, DType[]? dtypes = null, int order = 2, double loose = 1, Edge[]? edges = null, [CallerArgumentExpression(nameof(f))] string text = "") =>
        new(text, v => [f(v[0], v[1])], shapes ?? Laws.Shapes.Broadcast(2), [x, y]) { DTypes = dtypes ?? Floats, Order = order, Loose = loose, Edges = edges ?? [], Like = like is null ? null : v => like(v[0], v[1]) };

    /// <summary>A row for a function of three values. The shapes broadcast by default.</summary>
    public static Row Of(Func<Value, Value, Value, Value> f, Domain x, Domain y, Domain z, Gen<Shape[]>? shapes = null, DType[]? dtypes = null, int order = 2, double loose = 1, Edge[]? edges = null, [CallerArgumentExpression(nameof(f))] string text = "") =>
        new(text, v => [f(v[0], v[1], v[2])], shapes ?? Laws.Shapes.Broadcast(3), [x, y, z]) { DTypes = dtypes ?? Floats, Order = order, Loose = loose, Edges = edges ?? [] };

    /// <summary>A row for a function with several results or any number of arguments.</summary>
    public static Row Many(Func<Value[], Value[]> f, Gen<Shape[]> shapes, Domain[] domains, DType[]? dtypes = null, int order = 2, double loose = 1, [CallerArgumentExpression(nameof(f))] string text = "") =>
        new(text, f, shapes, domains) { DTypes = dtypes ?? Floats, Order = order, Loose = loose };

    /// <summary>Cases for a dtype, with a number of items of equal shapes.</summary>
    public Gen<Case> Cases(DType dtype, int items = 1) => Shapes.SelectMany(shapes =>
    {
        var item = Sequence(shapes.Select((s, i) => Argument(Domains[i], Domains[i].DType ?? dtype, s)));
        return item.Array[items].Select(x => new Case(this, x));
    });

    static Gen<Tensor> Argument(Domain domain, DType dtype, Shape shape) => domain.Values(dtype, (int)shape.Size).Select(v => Numeric.Tensor(new(dtype, shape), v));

    static Gen<Tensor[]> Sequence(IEnumerable<Gen<Tensor>> gens)
    {
        var all = Gen.Const(Array.Empty<Tensor>());
        foreach (var g in gens) all = all.Select(g, (list, t) => (Tensor[])[.. list, t]);
        return all;
    }

    /// <inheritdoc/>
    public override string ToString() => Text;
}
