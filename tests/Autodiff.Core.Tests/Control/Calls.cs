namespace Autodiff.Core.Tests.Control;

/// <summary>Functions that call functions, and functions with custom gradients or checkpoints.</summary>
static class Calls
{
    static readonly Tensor x = Tensor.Of(0.3, -0.8, 1.2);
    static readonly Function inner = Function.Of(a => Ad.Sin(a) * a);

    public static readonly Subject[] All =
    [
        new("no control flow", v => Ad.Sum(Ad.Tanh(v * 1.5) * Ad.Exp(v)), x),
        new("call of call", v => Ad.Sum(Derivatives.Call(inner, Derivatives.Call(inner, v))), x),
        new("call, a result that is a residual", v => Ad.Sum(Derivatives.Call(Function.Of(a => Ad.Exp(a)), v) * v), x),
        new("checkpoint, a result that is a residual", v => Ad.Sum(Flow.Checkpoint(a => Ad.Exp(a), v) * v), x),
        new("call that captures", v => Derivatives.Call(Function.Of(a => Ad.Sum(a * v)), Ad.Sin(v)) + Derivatives.Call(Function.Of(a => Ad.Sum(a * v)), v), x),
        new("call with a gradient inside", v => Ad.Sum(Derivatives.Call(Function.Of(a => Ad.Sum(Ad.Sin(a) * v)).Gradient(), v * v)), x),
        new("call with conditions", v => Ad.Sum(v) * Derivatives.Call(Function.Of(a => Ad.Sum(a * a)), v), x),
        new("shifted by a stopped maximum", ShiftedLogSum, x),
        new("checkpoint", v => Ad.Sum(Flow.Checkpoint(a => Ad.Sin(Ad.Exp(a)) * a, v)), x),
        new("checkpoint that captures", v => Ad.Sum(Flow.Checkpoint(a => Ad.Sin(a * v), Ad.Exp(v))), x),
        new("checkpoint of checkpoint", v => Ad.Sum(Flow.Checkpoint(a => Flow.Checkpoint(b => Ad.Sin(Ad.Cos(b)), a * a) * a, v)), x),
        new("checkpoint of cond", v => Flow.Checkpoint(a => Flow.Cond(Ad.Less(Ad.Sum(a), 0), b => Ad.Sum(Ad.Sin(b)), b => Ad.Sum(b * Ad.Exp(v)), a * a * a), v), x),
        new("checkpoint of scan", v => Ad.Sum(Flow.Checkpoint(a => Flow.Repeat(3, c => Ad.Sin(c) * a, a), v)), x),
        new("checkpoint of bounded while", v => Ad.Sum(Flow.Checkpoint(a => Flow.While(c => Ad.Less(Ad.Sum(c), 20), c => c * 2 + a * 0.01, Ad.Exp(a), 9), v)), x),
        new("checkpoint of while", v => Ad.Sum(Flow.Checkpoint(a => Flow.While(c => Ad.Less(Ad.Sum(c), 20), c => c * 2 + a * 0.01, Ad.Exp(a)), v)), x, HasReverse: false),
        new("checkpoint of call", v => Ad.Sum(Flow.Checkpoint(a => Derivatives.Call(inner, Ad.Exp(a)), v)), x),
        new("scan of checkpoint", v => Ad.Sum(Flow.Repeat(3, c => Flow.Checkpoint(a => Ad.Sin(a) * v, c), v)), x),
        new("custom gradient", v => Ad.Sum(OwnSine(v) * v), x, HasForward: false),
        new("custom gradient, two operands", TwoOperands, x, HasForward: false),
        new("custom gradient in scan", v => Ad.Sum(Flow.Repeat(3, c => OwnSine(c) * v, v)), x, HasForward: false),
        new("custom gradient in cond", v => Flow.Cond(Ad.Less(Ad.Sum(v), 0), a => Ad.Sum(OwnSine(a)), a => Ad.Sum(OwnSine(a) * a), v), x, HasForward: false),
        new("custom gradient in checkpoint", v => Ad.Sum(Flow.Checkpoint(a => OwnSine(a * a), v)), x, HasForward: false),
        new("custom gradient in call", v => Ad.Sum(Derivatives.Call(Function.Of(a => OwnSine(a)), v * v)), x, HasForward: false),
        new("custom gradient, an integer result", IntegerResult, x, HasForward: false),
        new("custom gradient that captures", v => Ad.Sum(Around(v * v, Ad.Sin(v))), x, HasForward: false),
        new("custom gradient that captures in scan", v => Ad.Sum(Flow.Repeat(3, c => Around(Ad.Sin(c), v), v)), x, HasForward: false),
        new("custom jvp", v => Ad.Sum(RuledSine(v) * v), x),
        new("custom jvp in scan", v => Ad.Sum(Flow.Repeat(3, c => RuledSine(c) * v, v)), x),
        new("custom jvp in cond", v => Flow.Cond(Ad.Less(Ad.Sum(v), 0), a => Ad.Sum(RuledSine(a)), a => Ad.Sum(RuledSine(a) * a), v), x),
        new("custom jvp in checkpoint", v => Ad.Sum(Flow.Checkpoint(a => RuledSine(a * a), v)), x),
        new("custom jvp that captures", v => Ad.Sum(RuledProduct(v * v, Ad.Sin(v))), x),
        new("custom jvp that captures in scan", v => Ad.Sum(Flow.Repeat(3, c => RuledProduct(Ad.Sin(c), v), v)), x),
    ];

    static Value ShiftedLogSum(Value x)
    {
        var m = Ad.StopGradient(Ad.Max(x));
        return Ad.Log(Ad.Sum(Ad.Exp(x - m))) + m;
    }

    static Value OwnSine(Value x) => (Value)Ad.CustomGradient(Flow.Body(a => new object?[] { Ad.Sin(a), a }), Flow.Body((r, ct) => ct * Ad.Cos(r)), x)!;

    static Value Around(Value a, Value w) => (Value)Ad.CustomGradient(Flow.Body(v => new object?[] { Ad.Sin(v) * w, v }), Flow.Body((r, ct) => ct * Ad.Cos(r) * w), a)!;

    static Value RuledSine(Value x) => (Value)Ad.CustomJvp((Func<Value, Value>)Ad.Sin, Flow.Body((v, dv) => new object?[] { Ad.Sin(v), dv * Ad.Cos(v) }), x)!;

    static Value RuledProduct(Value a, Value w) => (Value)Ad.CustomJvp((Func<Value, Value>)(v => Ad.Sin(v) * w), Flow.Body((v, dv) => new object?[] { Ad.Sin(v) * w, dv * Ad.Cos(v) * w }), a)!;

    static Value TwoOperands(Value x)
    {
        var forward = Flow.Body((a, b) => new object?[] { Ad.Sum(a * a * b), new object?[] { a, b } });
        Body backward = (Func<object?[], object?>)(v => v[0] is object?[] r ? new object?[] { (Value)v[1]! * 2 * (Value)r[0]! * (Value)r[1]!, (Value)v[1]! * (Value)r[0]! * (Value)r[0]! } : null);
        return (Value)Ad.CustomGradient(forward, backward, Ad.Sin(x), Ad.Exp(x))!;
    }

    static Value IntegerResult(Value x)
    {
        var forward = Flow.Body(a => new object?[] { new object?[] { Ad.Sin(a), Ad.ArgMax(a) }, a });
        Body backward = (Func<object?[], object?>)(v => (Value)((object?[])v[1]!)[0]! * Ad.Cos((Value)v[0]!));
        var r = (object?[])Ad.CustomGradient(forward, backward, x)!;
        return Ad.Sum((Value)r[0]!) * Ad.Cast((Value)r[1]! + 1, DType.F64);
    }
}
