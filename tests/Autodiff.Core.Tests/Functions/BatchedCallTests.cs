using Autodiff.Backends;
using Autodiff.Backends.Managed;
using Autodiff.Core.Tests.Laws;
using Autodiff.Functions;
using Autodiff.Transforms;

namespace Autodiff.Core.Tests.Functions;

/// <summary>Many items in one batched run.</summary>
public class BatchedCallTests
{
    static double[] Call(Function f, params double[] x)
    {
        return [.. BatchedCall.Run(new(f, ManagedBackend.Instance), [.. x.Select(v => f.Flatten([v]))], Mask.Filled(1, true), null).Select(r => Numeric.Doubles(r.Leaves[0])[0])];
    }

    [Fact]
    public void Items_take_their_own_paths()
    {
        var f = Function.Of(x => DynamicAnswers.Truth(Ad.Greater(x, 0)) ? x * x : -3 * x);
        Assert.Equal([4.0, 3, 9, 6], Call(f, 2, -1, 3, -2));
        Assert.Equal([4.0, -3, 6, -3], Call(f.Gradient(), 2, -1, 3, -2));
    }

    [Fact]
    public void Memory_is_for_the_items_that_come()
    {
        var compiled = Function.Of(x => x * x).Compile(new CompileOptions { Backend = Backend.Managed, BatchSize = 4_000_000 });
        double[] Squares(int count) => [.. compiled.Map(Enumerable.Range(1, count).Select(i => (object?[])[(double)i])).Select(y => Numeric.Doubles((Value)y!)[0])];
        Squares(3);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal([1.0, 4.0, 9.0], Squares(3));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
        Assert.Equal([.. Enumerable.Range(1, 21).Select(i => (double)i * i)], Squares(21));
    }

    // On the path of the first item, the loop would never end for the second.
    [Fact]
    public void A_loop_that_need_not_end_is_run_by_its_own_items_alone()
    {
        var f = Function.Of(x => DynamicAnswers.Truth(Ad.Greater(x, 0)) ? (Value)Ad.WhileLoop((Func<Value, Value>)(c => Ad.Less(c, 100)), (Func<Value, Value>)(c => c + x), x)! : -x);
        Assert.Equal([120.0, 1, 120], Call(f, 30, -1, 60));
    }

    [Fact]
    public void What_prints_does_so_for_each_item()
    {
        var f = Function.Of(x =>
        {
            Ad.Print("{0}", x);
            return x * 2;
        });
        var printed = new Printed();
        using (printed.Collect()) Assert.Equal([2.0, 4, 6], Call(f, 1, 2, 3));
        Assert.Equal(["1", "2", "3"], printed.Lines);
    }
}
