using Autodiff.Functions;

namespace Autodiff.Core.Tests.Functions;

/// <summary>The executable of the latest call runs again only for similar calls.</summary>
public class RecentCallTests
{
    sealed class Counted(Func<Value, Value> f) : Body
    {
        public object? Free { get; set; }

        public override object? FreeVariables() => Free;

        public override object? Invoke(object?[] arguments) => f((Value)arguments[0]!);
    }

    static (Function F, Counted Body) Make(Func<Value, Value> f)
    {
        var body = new Counted(f);
        return (Function.Of("f", ["x"], body), body);
    }

    [Fact]
    public void Other_types_are_traced_apart()
    {
        var (f, _) = Make(x => x * x);
        for (int i = 0; i < 3; i++)
        {
            Assert.Equal(4.0, f.Invoke(2.0));
            Assert.Equal(4, f.Invoke(2));
            Assert.Equal(4f, f.Invoke(2f));
            Assert.Equal([4.0, 9], (double[])((Tensor)f.Invoke(new[] { 2.0, 3 })!).Data);
        }
        Assert.Equal(4, f.Root.Traces);
    }

    [Fact]
    public void Another_path_is_walked_to()
    {
        var (f, _) = Make(x => DynamicAnswers.Truth(Ad.Greater(x, 0)) ? x * x : -x);
        var g = f.Gradient();
        foreach (double x in (double[])[2, 3, -1, -2, 4, -5, 6])
        {
            Assert.Equal(x > 0 ? x * x : -x, f.Invoke(x));
            Assert.Equal(x > 0 ? 2 * x : -1, g.Invoke(x));
        }
        Assert.Equal(2, f.Root.Traces);
    }

    static CallSite Site(Function f) => new(f, Backends.AutoBackend.Instance);

    [Fact]
    public void A_number_makes_a_number_without_a_tensor_once_one_like_it_was_called()
    {
        var (f, _) = Make(x => DynamicAnswers.Truth(Ad.Greater(x, 0)) ? Ad.Sin(x) : -x * 0.5);
        var site = Site(f);
        Assert.Null(site.Number(2.0, null));
        site.Invoke([2.0], null);
        site.Invoke([2.0], null);
        Assert.Equal(Math.Sin(3), site.Number(3.0, null));
        Assert.Null(site.Number(-3.0, null));
        Assert.Null(site.Number(3, null));
        Assert.Null(site.Number(3f, null));
        Assert.Null(site.Number("3", null));
        Assert.Null(site.Number(3.0, "other free variables"));
        Assert.Null(Site(f).Number(3.0, null));
        site.Invoke([3], null);
        site.Invoke([3], null);
        Assert.Equal(Math.Sin(4), site.Number(4, null));
        Assert.Null(site.Number(4.0, null));
        f.Root.Clear();
        Assert.Null(site.Number(4, null));
    }

    [Fact]
    public void What_is_no_number_is_not_taken_for_one()
    {
        var f = Site(Function.Of("f", ["x"], (Body)(x => x[0] is Value v ? v * 2.0 : ((object?[])x[0]!)[0])));
        f.Invoke([new object[] { 3.0, Tensor.Of(1.0, 2) }], null);
        Assert.Null(f.Number(3.0, null));
        var g = Site(Function.Of(x => Ad.Greater(x, 0)));
        g.Invoke([3.0], null);
        g.Invoke([3.0], null);
        Assert.Null(g.Number(3.0, null));
    }

    [Fact]
    public void Free_variables_that_change_are_noticed()
    {
        double k = 2;
        var (f, body) = Make(x => x * k);
        body.Free = k;
        Assert.Equal(6.0, f.Invoke(3.0));
        Assert.Equal(8.0, f.Invoke(4.0));
        body.Free = k = 5;
        Assert.Equal(20.0, f.Invoke(4.0));
        body.Free = k = 2;
        Assert.Equal(10.0, f.Invoke(5.0));
        Assert.Equal(2, f.Root.Traces);
    }

    [Fact]
    public void What_was_forgotten_is_traced_again()
    {
        var (f, _) = Make(x => x * x);
        var g = f.Gradient();
        Assert.Equal(6.0, g.Invoke(3.0));
        Assert.Equal(8.0, g.Invoke(4.0));
        f.Root.Clear();
        Assert.Equal(10.0, g.Invoke(5.0));
        Assert.Equal(2, f.Root.Traces);
    }
}
