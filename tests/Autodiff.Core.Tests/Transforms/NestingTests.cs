using Autodiff.Core.Tests.Laws;
using Autodiff.Transforms;
using Map = System.Func<Autodiff.Value, Autodiff.Value>;

namespace Autodiff.Core.Tests.Transforms;

/// <summary>
/// Every nesting of three transforms, for functions from f64[2] to f64[2]. Each transform gives such a function again. Each has a counterpart that only calls the
/// function: differences for derivatives, a loop for vmap, the function itself for a trace.
/// </summary>
public class NestingTests
{
    const double Step = 0.004;

    static readonly Tensor direction = Tensor.Of(0.6, -0.9), weights = Tensor.Of<double>([0.3, -0.5, 0.8, 0.2], [2, 2]);

    static readonly Function callee = Function.Of(x => Ad.Sin(x) * x);

    static readonly Dictionary<string, Map> functions = new()
    {
        ["elementwise"] = x => Ad.Sin(x) * x + 1.0 / (x * x + 2.0),
        ["reduction"] = x => x * Ad.Sum(Ad.Cos(x)),
        ["where"] = x => Ad.Where(Ad.Less(x, 10), Ad.Sin(x) * x, x),
        ["matrix"] = x => Ad.MatMul(weights, Ad.Sin(Ad.MatMul(x, weights))),
        ["broadcast"] = x => Ad.Sum(Ad.Sin(Ad.Reshape(x, new Shape(2, 1)) * Ad.Reshape(x, new Shape(1, 2))), axis: 0),
        ["index"] = x => Ad.Take(Ad.Sin(x), Tensor.Of(1, 0), 0) * x,
        ["call"] = x => (Value)callee.Call((Value)callee.Call(x)!)!,
        ["cond"] = x => (Value)Ad.Cond(Ad.Less(Ad.Sum(x), 20), (Map)(a => Ad.Sin(a) * x), (Map)(a => a), x)!,
        ["scan"] = x => (Value)Ad.ForLoop(1, 3, (Func<Value, Value, Value>)((i, c) => Ad.Sin(c) * x + i), x)!,
        ["while"] = x => (Value)Ad.WhileLoop((Map)(c => Ad.Less(Ad.Sum(c * c), 2.6)), (Map)(c => c * 1.2 + 0.1 * Ad.Cos(x)), x, 8)!,
        ["checkpoint"] = x => (Value)Ad.Checkpoint((Map)(a => Ad.Sin(Ad.Cos(a) * x)), x)!,
    };

    static readonly Dictionary<string, (Func<Map, Map> Transform, Func<Map, Map> Counterpart)> transforms = new()
    {
        ["grad"] = (Grad, FiniteGrad),
        ["gradient function"] = (f => x => (Value)Function.Of(y => Loss(f(y))).Gradient().Call(x)!, FiniteGrad),
        ["jvp"] = (f => x => Differentiation.Jvp(v => [f(v[0])], [x], [direction]) is var (_, dy) ? dy[0] ?? Ad.ZerosLike(x) : null!, f => x => Difference(f, x, direction)),
        ["vmap"] = (f => x => Join(Vectorization.Vmap(v => [f(v[0])], [Pair(x)], Mask.Filled(1, true), 2)[0]), f => x => f(x) + 0.5 * f(0.7 * x)),
        ["staged"] = (f => x => Transform.Staged(v => [f(v[0])])([x])[0], f => f),
        ["compiled"] = (f => x => (Value)Function.Of(f).Call(x)!, f => f),
    };

    public static TheoryData<string, string, string, string> Nestings()
    {
        var data = new TheoryData<string, string, string, string>();
        foreach (string f in functions.Keys)
            foreach (string a in transforms.Keys)
                foreach (string b in transforms.Keys)
                    foreach (string c in transforms.Keys) data.Add(f, a, b, c);
        return data;
    }

    [Theory, MemberData(nameof(Nestings))]
    public void Three_transforms_are_what_their_counterparts_are(string function, string outer, string middle, string inner)
    {
        var (f, a, b, c) = (functions[function], transforms[outer], transforms[middle], transforms[inner]);
        var x = Tensor.Of(0.4, 1.1);
        var expected = a.Counterpart(b.Counterpart(c.Counterpart(f)))(x);
        Numeric.Close(expected, a.Transform(b.Transform(c.Transform(f)))(x), 1e-5, $"{outer} of {middle} of {inner}");
    }

    static Value Loss(Value y) => Ad.Sum(Ad.Sin(y));

    static Map Grad(Map f) => x =>
    {
        var (y, map) = Differentiation.Linearize(v => [Loss(f(v[0]))], [x], Mask.Filled(1, true));
        return map.Pull([Tensor.Ones(y[0].Type)])[0] ?? Ad.ZerosLike(x);
    };

    static Map FiniteGrad(Map f) => x => Tensor.Of((double[])[.. Enumerable.Range(0, 2).Select(i =>
        (double)((Tensor)Difference(v => Loss(f(v)), x, Tensor.Of(i == 0 ? 1.0 : 0, i))).Item())]);

    // Five points.
    static Value Difference(Map f, Value x, Tensor dx)
    {
        Value At(double h) => f(x + h * dx);
        return (8 * (At(Step) - At(-Step)) - (At(2 * Step) - At(-2 * Step))) / (12 * Step);
    }

    static Value Pair(Value x) => Ad.Reshape(x, new Shape(1, 2)) * Tensor.Of<double>([1, 0.7], [2, 1]);

    static Value Join(Value rows) => Ad.Sum(rows * Tensor.Of<double>([1, 0.5], [2, 1]), axis: 0);
}
