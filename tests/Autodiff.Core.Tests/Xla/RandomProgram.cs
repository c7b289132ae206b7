using Autodiff.Core.Tests.Laws;
using Autodiff.Transforms;
using CsCheck;

namespace Autodiff.Core.Tests.Xla;

/// <summary>The use of a row's function in a program.</summary>
enum Use { Value, Checkpoint, Cond, Scan, Vmap, Gradient, GradientOfVmap, VmapOfGradient, TangentOfGradient }

/// <summary>What is made of the results and inputs in addition: programs that XLA got wrong.</summary>
enum Twist { None, UpdateOfItself, SlicesOfSlices, Mask, Division }

/// <summary>A call of a row's function, or of a transform of it, on its own inputs. Each input is changed a little by an earlier value.</summary>
/// <param name="Case">The row and its inputs: two items; the second is for maps.</param>
/// <param name="Use">The function that is called.</param>
/// <param name="Twist">What is made of the results and inputs in addition.</param>
/// <param name="Sources">For each input, the earlier value that changes it.</param>
sealed record Step(Case Case, Use Use, Twist Twist, int[] Sources)
{
    bool Maps => Use is Use.Vmap or Use.GradientOfVmap or Use.VmapOfGradient;

    bool Differentiates => Use is Use.Gradient or Use.GradientOfVmap or Use.VmapOfGradient or Use.TangentOfGradient;

    /// <summary>The inputs.</summary>
    public Tensor[] Inputs => Maps ? [.. Case.X.Select((_, i) => Numeric.Stack([.. Case.Items.Select(item => item[i])]))] : Case.X;

    /// <summary>Whether the row has the derivatives that are needed.</summary>
    public bool IsValid => !Differentiates || Case.Row.Reverse && Case.Floating.Contains(true) && Case.Row.Order >= (Use == Use.TangentOfGradient ? 2 : 1) && (Use != Use.TangentOfGradient || Case.Row.Forward);

    /// <summary>The results, given the earlier values.</summary>
    public Value[] Run(Value[] x, List<Value> before)
    {
        var y = Call(x, before);
        return Twist == Twist.Division ? [.. y, .. x.Where(v => v.Size > 0).SelectMany(Divided)] : Array.ConvertAll(y, v => v.Size < 2 ? v : Twisted(Ad.Ravel(v)));
    }

    Value[] Call(Value[] x, List<Value> before)
    {
        // Functions with jumps get exact values only, because rounding could decide on which side they are.
        if (Case.Row.Order > 0) x = [.. x.Select((v, i) => Case.Row.Domains[i].IsSmooth ? Moved(v, before, Sources[i % Sources.Length]) : v)];
        var f = Case.F;
        int n = Case.Items.Length;
        bool[] all = [.. x.Select(_ => true)];
        Func<Value[], Value[]> mapped = v => Transform.Vmap(f, v, all, n);
        return Use switch
        {
            Use.Value => f(x),
            Use.Checkpoint => Many(Ad.Checkpoint(Body(f), Objects(x))),
            Use.Cond => Many(Ad.Cond(Ad.Less(Ad.Cast(Sources[0] % 2, "i32"), 1), Body(f), Body(v => [.. f(v).Select(Ad.ZerosLike)]), Objects(x))),
            Use.Scan => Many(Ad.Scan((Body)(Func<object?[], object?>)(a => new object?[] { a[0], f(Many(a[1..])) }), Ad.Cast(0, "i32"), Objects([.. x.Select(v => Ad.Stack([v, v]))]))),
            Use.Vmap => mapped(x),
            Use.Gradient => Pulled(f, x),
            Use.GradientOfVmap => Pulled(mapped, x),
            Use.VmapOfGradient => Transform.Vmap(v => Pulled(f, v), x, all, n),
            _ => Tangent(x),
        };
    }

    Value[] Pulled(Func<Value[], Value[]> f, Value[] x) => Transform.Gradient(f, Case.Floating)([.. x, .. f(x).Where(y => y.Type.IsFloat).Select((y, i) => Numeric.Direction(y.Type, 7 + i))]);

    Value[] Tangent(Value[] x)
    {
        var (y, dy) = Differentiation.Jvp(v => Pulled(Case.F, v), x, [.. x.Select((v, i) => Case.Floating[i] ? (Value)Numeric.Direction(v.Type, 3 + i) : null)]);
        return Numeric.Instantiate(dy, y);
    }

    // By 1% at most: inputs stay in their domains, and small rounding differences stay small.
    static Value Moved(Value x, List<Value> before, int source)
    {
        var fitting = before.Where(v => v.Type.IsFloat && v.DType == x.DType && v.Type.Shape.Size > 0).ToArray();
        if (!x.Type.IsFloat || fitting.Length == 0 || x.Type.Shape.Size == 0) return x;
        var by = fitting[source % fitting.Length];
        int size = (int)by.Type.Shape.Size;
        int[] places = [.. Enumerable.Range(0, (int)x.Type.Shape.Size).Select(i => i % size)];
        return x * (1 + 0.01 * Ad.Tanh(Ad.Reshape(Ad.Take(Ad.Ravel(by), Tensor.Of<int>(places, [places.Length])), x.Type.Shape)));
    }

    Value Twisted(Value y)
    {
        int n = (int)y.Size;
        // No compiler knows how many elements are finite.
        Value Start(int source) => Ad.Sum(Ad.Cast(Ad.IsFinite(y), DType.I32)) - n + (Sources[source] % (3 * n) - n);
        return Twist switch
        {
            Twist.UpdateOfItself => Ad.ExpandDims(Ad.DynamicUpdateSlice(y, Ad.Slice(y, 0, n - 1), [1]), 0),
            Twist.SlicesOfSlices => Ad.DynamicSlice(Ad.DynamicSlice(y, [Start(0)], (n + 1) / 2), [Start(1)], (n + 3) / 4),
            Twist.Mask when y.Type.IsFloat => Transform.Gradient(v => [Ad.Max(Scattered(v[0]), 0)], [true])([y, Tensor.Full(new(y.DType, default), 1)])[0],
            _ => y,
        };
    }

    // Products and sums that XLA may round once or twice.
    static Value Scattered(Value y)
    {
        var s = Ad.IndexAdd(y, Tensor.Of((int)y.Size - 1, 0), Ad.Cos(Ad.Slice(y, 0, 2)));
        return 1.775 * Ad.Tanh(s * s + 0.3 * y) + Ad.Tanh(s) * Ad.Tanh(y);
    }

    // Every third divisor is 0.
    static Value[] Divided(Value x)
    {
        var y = Ad.Ravel(x);
        y = Ad.Where(Ad.Equal(Ad.Iota(DType.I32, y.Type.Shape, 0) % 3, 0), Ad.ZerosLike(y), y);
        return y.Type.IsFloat ? [Ad.IsNaN(y) / y, y / y] : y.DType == DType.Bool ? [y / y, y / 2.5, 2.5 / y] : [Ad.FloorDivide(y, y), y % y, y / y];
    }

    static Body Body(Func<Value[], Value[]> f) => (Func<object?[], object?>)(a => f(Many(a)));

    static object?[] Objects(Value[] x) => [.. x];

    static Value[] Many(object? r) => [.. ((System.Collections.IEnumerable)r!).Cast<object?>().SelectMany(v => v is Value one ? [one] : Many(v))];
}

/// <summary>A well-typed program over all primitives. Every result of every step is a result of the program.</summary>
sealed record RandomProgram(Step[] Steps)
{
    static readonly (Row Row, DType DType)[] grid = [.. Table.Rows.SelectMany(r => r.DTypes.Select(d => (r, d)))];

    static readonly Gen<Step> steps = Gen.Int[0, grid.Length - 1].SelectMany(k =>
        Gen.Select(grid[k].Row.Cases(grid[k].DType, 2), Gen.Enum<Use>(), Gen.Enum<Twist>(), Gen.Int[0, 1000].Array[3], (c, use, twist, sources) => new Step(c, use, twist, sources)))
        .Where(s => s.IsValid);

    /// <summary>The generator.</summary>
    public static Gen<RandomProgram> All { get; } = steps.Array[2, 6].Select(s => new RandomProgram(s));

    /// <summary>The inputs of all steps.</summary>
    public Tensor[] Inputs => [.. Steps.SelectMany(s => s.Inputs)];

    /// <summary>The results of all steps.</summary>
    public Value[] Run(Value[] x)
    {
        var before = new List<Value>();
        int next = 0;
        foreach (var s in Steps)
        {
            int n = s.Inputs.Length;
            before.AddRange(s.Run(x[next..(next += n)], before));
        }
        return [.. before];
    }

    /// <inheritdoc/>
    public override string ToString() => string.Join("\n", Steps.Select(s => $"{s.Use} {s.Twist} {s.Case}"));
}
