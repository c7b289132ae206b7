using Autodiff.Backends.Xla;
using Autodiff.Backends.Xla.Pjrt;
using Autodiff.Core.Tests.Laws;
using Autodiff.Functions;

namespace Autodiff.Core.Tests.Xla;

/// <summary>Memory that nobody holds is freed before it piles up, although nobody disposes of anything.</summary>
[Collection("counts handles")]
public class MemoryTests
{
    const int Calls = 500;
    const long Bound = 20 << 20;

    static readonly Lazy<XlaBackend> backend = new(() => XlaPlugin.Backend);
    static readonly Function f = Function.Of(x => x * 2 + 1);
    static readonly Tensor x = Tensor.Of<double>(new double[1 << 17]);

    static Tensor Call(object? argument)
    {
        return (Tensor)new CallSite(f, backend.Value).Call(f.Flatten([argument]), null).Leaves[0];
    }

    /// <summary>The greatest growth of buffer memory during calls on 1 MB.</summary>
    static long Growth(Action<int> call)
    {
        for (int i = 0; i < 20; i++) call(i);
        FaultTests.Live();
        long before = UnseenMemory.Live, most = 0;
        for (int i = 0; i < Calls; i++)
        {
            call(i);
            most = Math.Max(most, UnseenMemory.Live - before);
        }
        return most;
    }

    [XlaFact]
    public void Results_that_are_dropped() => Assert.InRange(Growth(_ => Call(x)), 1 << 20, Bound);

    [XlaFact]
    public void Results_that_are_the_next_arguments()
    {
        object last = x;
        Assert.InRange(Growth(_ => last = Call(last)), 1, Bound);
    }

    [XlaFact]
    public void Several_results_held_for_a_while()
    {
        var held = new Tensor[4];
        Assert.InRange(Growth(i => held[i % held.Length] = Call(x)), 1, Bound);
    }

    [XlaFact]
    public void Results_that_are_looked_at() => Assert.InRange(Growth(_ => Call(x).ToDouble(7)), 1, Bound);

    [XlaFact]
    public void Arguments_of_the_host() => Assert.InRange(Growth(_ => Call(Tensor.Of<double>(new double[1 << 17]))), 1, Bound);

    [XlaFact]
    public void What_is_deleted_is_freed_at_once()
    {
        long before = FaultTests.Live();
        int collections = GC.CollectionCount(0);
        for (int i = 0; i < 100; i++)
        {
            var y = Call(x);
            y.Delete();
        }
        Assert.InRange(FaultTests.Live(), before - 10, before + 4);
        Assert.InRange(GC.CollectionCount(0) - collections, 0, 20);
    }

    [XlaFact]
    public void A_number_of_a_number_leaves_nothing()
    {
        var g = Function.Of(v => Ad.Sin(v) * v).Gradient();
        var site = new CallSite(g, backend.Value);
        double Called(object x) => (double)site.Invoke([x], null)!;
        Assert.Null(site.Number(0.5, null));
        double expected = Called(0.5);
        Assert.Equal(expected, Called(0.5));
        Assert.Equal(Math.Cos(0.5) * 0.5 + Math.Sin(0.5), expected, 14);
        long before = PjrtHandle.Live;
        for (int i = 0; i < 1000; i++) Assert.Equal(expected, site.Number(0.5, null));
        Assert.Equal(double.NaN, site.Number(double.PositiveInfinity, null));
        Assert.Equal(before, PjrtHandle.Live);
        // An integer is of another signature.
        Assert.Null(site.Number(3, null));
        double three = Called(3);
        Assert.Equal(three, Called(3));
        Assert.Equal(three, site.Number(3, null));
    }
}
