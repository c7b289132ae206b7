using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using CsCheck;

namespace Autodiff.Core.Tests.Laws;

/// <summary>
/// One row of the sample table: a function of the operation, written as a user would, and what arguments it takes. Every law is checked of every row and dtype.
/// </summary>
/// <param name="Text">The function as it stands in the table, which is the row's name.</param>
/// <param name="F">The function.</param>
/// <param name="Shapes">The shapes of its arguments.</param>
/// <param name="Domains">The values of each argument.</param>
sealed partial record Row(string Text, Func<Value[], Value[]> F, Gen<Shape[]> Shapes, Domain[] Domains)
{
    /// <summary>f32 and f64.</summary>
    public static readonly DType[] Floats = [DType.F32, DType.F64];

    /// <summary>Floats and integers.</summary>
    public static readonly DType[] Numbers = [DType.I32, DType.I64, DType.U32, DType.F32, DType.F64];

    /// <summary>Integers alone.</summary>
    public static readonly DType[] Whole = [DType.I32, DType.I64, DType.U32];

    /// <summary>Every dtype.</summary>
    public static readonly DType[] All = [DType.Bool, .. Numbers];

    /// <summary>The dtypes it is tested with.</summary>
    public DType[] DTypes { get; init; } = Floats;

    /// <summary>To which order derivatives are tested: 0 where there is none.</summary>
    public int Order { get; init; } = 2;

    /// <summary>Whether it has a reverse mode.</summary>
    public bool Reverse { get; init; } = true;

    /// <summary>Whether it has a forward mode.</summary>
    public bool Forward { get; init; } = true;

    /// <summary>By how much errors may be greater than elsewhere.</summary>
    public double Loose { get; init; } = 1;

    /// <summary>Its literals.</summary>
    public Edge[] Edges { get; init; } = [];

    /// <summary>Another implementation, of an elementwise function.</summary>
    public Func<double[], double>? Like { get; init; }

    /// <summary>The operations of Ad that it exercises.</summary>
    public IEnumerable<string> Operations => OperationName().Matches(Text).Select(m => m.Groups[1].Value);

    [GeneratedRegex(@"\bAd\.(\w+)")]
    private static partial Regex OperationName();

    /// <summary>A row of a function of one value.</summary>
    public static Row Of(Func<Value, Value> f, Domain x, Func<double, double>? like = null, Gen<Shape[]>? shapes = null, DType[]? dtypes = null, int order = 2, double loose = 1, Edge[]? edges = null, [CallerArgumentExpression(nameof(f))] string text = "") =>
        new(text, v => [f(v[0])], shapes ?? Laws.Shapes.Ranks(0, 3), [x]) { DTypes = dtypes ?? Floats, Order = order, Loose = loose, Edges = edges ?? [], Like = like is null ? null : v => like(v[0]) };

    /// <summary>A row of a function of two values, which broadcast unless other shapes are given.</summary>
    public static Row Of(Func<Value, Value, Value> f, Domain x, Domain y, Func<double, double, double>? like = null, Gen<Shape[]>? shapes = null, DType[]? dtypes = null, int order = 2, double loose = 1, Edge[]? edges = null, [CallerArgumentExpression(nameof(f))] string text = "") =>
        new(text, v => [f(v[0], v[1])], shapes ?? Laws.Shapes.Broadcast(2), [x, y]) { DTypes = dtypes ?? Floats, Order = order, Loose = loose, Edges = edges ?? [], Like = like is null ? null : v => like(v[0], v[1]) };

    /// <summary>A row of a function of three values, which broadcast unless other shapes are given.</summary>
    public static Row Of(Func<Value, Value, Value, Value> f, Domain x, Domain y, Domain z, Gen<Shape[]>? shapes = null, DType[]? dtypes = null, int order = 2, double loose = 1, Edge[]? edges = null, [CallerArgumentExpression(nameof(f))] string text = "") =>
        new(text, v => [f(v[0], v[1], v[2])], shapes ?? Laws.Shapes.Broadcast(3), [x, y, z]) { DTypes = dtypes ?? Floats, Order = order, Loose = loose, Edges = edges ?? [] };

    /// <summary>A row of a function with several results or any number of arguments.</summary>
    public static Row Many(Func<Value[], Value[]> f, Gen<Shape[]> shapes, Domain[] domains, DType[]? dtypes = null, int order = 2, double loose = 1, [CallerArgumentExpression(nameof(f))] string text = "") =>
        new(text, f, shapes, domains) { DTypes = dtypes ?? Floats, Order = order, Loose = loose };

    /// <summary>Cases for a dtype: so many items of the same shapes.</summary>
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
