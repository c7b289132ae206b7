using Autodiff.Backends;
using Autodiff.Backends.Managed;
using Autodiff.Families;
using Autodiff.Graphs;
using Autodiff.Tracing;

namespace Autodiff.Core.Tests.Managed;

/// <summary>Scalar programs compute the same bits as tensors.</summary>
public class ScalarProgramTests
{
    static readonly double[] samples = [0, -0.0, 1, -1, 0.5, -2.5, 3, 1e-310, 1e300, double.PositiveInfinity, double.NegativeInfinity, double.NaN];

    public static TheoryData<string> Kernels() => [.. Primitives().Select(p => p.GetType().Name)];

    [Theory, MemberData(nameof(Kernels))]
    public void A_kernel_gives_the_bits_of_the_operation(string name)
    {
        var p = Primitives().Single(p => p.GetType().Name == name);
        foreach (double a in samples)
            foreach (double b in p is Binary ? samples : [0])
            {
                Tensor[] x = p is Binary ? [Tensor.Scalar(a), Tensor.Scalar(b)] : [Tensor.Scalar(a)];
                var expected = p.Evaluate(x)[0];
                double actual = ScalarKernels.Of(p, expected.Type)!(a, b, 0);
                Assert.True(Tensor.Full(expected.Type, actual).SameBits(expected), $"{name}({a}, {b}) is {expected.Item()}, but its kernel gives {actual}.");
            }
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(-0.5)]
    public void A_function_with_conditions_and_cases_runs_as_one(double x)
    {
        var f = Function.Of(v =>
        {
            var y = Ad.Where(Ad.Greater(v, 0), Ad.Sin(v), -v * 3);
            return DynamicAnswers.Truth(Ad.Less(y, 1)) ? y * v : y;
        });
        var graph = f.Resolve(Autodiff.Functions.Arguments.Of(f.Flatten([x]), null)).Graph;
        Assert.IsType<ScalarProgram>(ManagedBackend.Instance.Compile(graph, [true]));
        double expected = (x > 0 ? Math.Sin(x) : -x * 3) is < 1 and var y ? y * x : -x * 3;
        Assert.Equal(expected, f.Invoke(x));
        Assert.Equal(expected, f.Invoke(x));
    }

    [Fact]
    public void An_integer_is_read_and_converted()
    {
        var f = Function.Of(x => x * x).Gradient();
        Assert.Equal(6.0, f.Invoke(3));
        Assert.Equal(6.0, f.Invoke(3));
        Assert.Equal(9, Function.Of(x => x * x).Invoke(3));
    }

    [Fact]
    public void Other_values_are_not_for_it()
    {
        IExecutable Compiled(Func<Value, Value> f, Tensor x) => ManagedBackend.Instance.Compile(Interpreter.StageClosed(v => [f(v[0])], [x.Type]), []);
        Assert.IsType<ManagedExecutable>(Compiled(Ad.Sin, Tensor.Of(1.0, 2)));
        Assert.IsType<ManagedExecutable>(Compiled(Ad.Sin, Tensor.Scalar(1f)));
        Assert.IsType<ManagedExecutable>(Compiled(x => x + 1, Tensor.Scalar(1)));
        Assert.IsType<ManagedExecutable>(Compiled(x => Ad.Sum(Ad.BroadcastTo(x, 3)), Tensor.Scalar(1.0)));
    }

    static IEnumerable<SingleResult> Primitives() =>
        from t in typeof(Primitive).Assembly.GetTypes()
        where !t.IsAbstract && (t.IsSubclassOf(typeof(Unary)) || t.IsSubclassOf(typeof(UnaryNumber)) || t.IsSubclassOf(typeof(Binary)) || t == typeof(Negate)) && t.GetConstructor([]) is not null
        let p = (SingleResult)Activator.CreateInstance(t)!
        where Takes(p)
        select p;

    static bool Takes(SingleResult p)
    {
        var scalar = new TensorType(DType.F64, default);
        try
        {
            p.Evaluate(p is Binary ? [Tensor.Zeros(scalar), Tensor.Zeros(scalar)] : [Tensor.Zeros(scalar)]);
            return true;
        }
        catch (AdException)
        {
            return false;
        }
    }
}
