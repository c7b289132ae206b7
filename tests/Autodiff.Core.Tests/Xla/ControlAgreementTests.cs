using Autodiff.Backends.Managed;
using Autodiff.Core.Tests.Control;
using Autodiff.Core.Tests.Laws;
using Autodiff.Tracing;

namespace Autodiff.Core.Tests.Xla;

/// <summary>XLA agrees with the reference evaluation for every function with control flow, its derivatives, and all of these mapped over items.</summary>
public class ControlAgreementTests
{
    static readonly Dictionary<string, Subject> subjects = ((Subject[])[.. Branches.All, .. Loops.All, .. Calls.All]).ToDictionary(s => s.Name);

    public static TheoryData<string> Names => [.. subjects.Keys];

    [XlaTheory, MemberData(nameof(Names))]
    public void XLA_is_Managed(string name)
    {
        var s = subjects[name];
        var second = s.HasReverse ? Derivatives.Gradient(Subject.Folded(s.Derivative)) : Derivatives.Forward(Subject.Folded(s.Derivative));
        Map[] functions = [s.F, s.Derivative, second];
        var x = s.Many;
        var graph = Interpreter.Stage(v =>
        {
            var one = Ad.Reshape(Ad.Slice(v[0], [0, 0], [1, 3]), new Shape(3));
            return [.. functions.Select(f => f(one)), .. functions.Select(f => Derivatives.Vmap(f)(v[0])), Ad.Sum(Derivatives.Traced(Derivatives.Vmap(Derivatives.Traced(s.Derivative)))(v[0]))];
        }, [x.Type]).Graph;
        var expected = ManagedBackend.Instance.Compile(graph, []).Run([x])!;
        var actual = XlaPlugin.Backend.Compile(graph, []).Run([x])!;
        for (int i = 0; i < expected.Length; i++) Numeric.Close(expected[i], actual[i], 1e-10, $"result {i}");
    }

    [XlaFact]
    public void A_loop_that_has_not_finished_has_no_result_and_no_derivative()
    {
        Body test = Flow.Body((n, c) => Ad.Less(c, 100)), step = Flow.Body((n, c) => new object?[] { n + 1, Ad.Round(c) * 2 });
        Value[] F(Value[] v) => [.. ((object?[])Ad.WhileLoop(test, step, new object?[] { 0, v[0] }, 5)!).Cast<Value>()];
        Map last = x => F([x])[1];
        Value[] All(Value[] v) => [.. F(v), Derivatives.Gradient(last)(v[0]), Derivatives.Forward(last)(v[0])];
        XlaPlugin.Agrees(All, [[Tensor.Scalar(3.0)], [Tensor.Scalar(48.0)]], "WhileLoop");
        var y = XlaPlugin.Backend.Compile(Transform.Stage(All, [Tensor.Scalar(3.0)]).Graph, []).Run([Tensor.Scalar(3.0)])!;
        Assert.Equal([int.MinValue, double.NaN, double.NaN, double.NaN], y.Select(t => Numeric.Doubles(t)[0]));
    }
}
