using Autodiff.Core.Tests.Laws;
using Autodiff.Functions;
using Autodiff.Trees;

namespace Autodiff.Core.Tests.Xla;

/// <summary>Paths on a backend that checks guards after everything has run.</summary>
public class PathTests
{
    static double Call(Function f, double x)
    {
        return Numeric.Doubles(new CallSite(f, XlaPlugin.Backend).Call(f.Flatten([x]), null).Leaves[0])[0];
    }

    [XlaFact]
    public void Calls_take_their_own_paths()
    {
        var f = Function.Of(x => DynamicAnswers.Truth(Ad.Greater(x, 0)) ? x * x : -3 * x);
        foreach (double x in (double[])[-2, 5, -1, 3, 7, -4])
        {
            Assert.Equal(x > 0 ? x * x : -3 * x, Call(f, x));
            Assert.Equal(x > 0 ? 2 * x : -3, Call(f.Gradient(), x));
        }
        Assert.Equal(2, Assert.Single(f.Signatures).Paths);
    }

    // With the arguments of the other path the loop would never end.
    [XlaFact]
    public void A_loop_that_need_not_end_is_not_tried()
    {
        var f = Function.Of(x => DynamicAnswers.Truth(Ad.Greater(x, 0)) ? (Value)Ad.WhileLoop((Func<Value, Value>)(c => Ad.Less(c, 100)), (Func<Value, Value>)(c => c + x), x)! : -x);
        foreach (double x in (double[])[30, -1, 30, -2, 60]) Assert.Equal(x > 0 ? 120 : -x, Call(f, x));
    }
}
