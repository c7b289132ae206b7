using System.Collections;
using Autodiff.Backends;
using Autodiff.Backends.Managed;
using Autodiff.Core.Tests.Laws;
using Autodiff.Core.Tests.Xla;
using Autodiff.Functions;
using Autodiff.Trees;

namespace Autodiff.Core.Tests.Functions;

/// <summary>Donated arguments have no elements after the call, on any backend. Using them is an error that names the parameter.</summary>
public class DonationTests
{
    static readonly Function step = Function.Of("step", ["weights", "x"], (Func<object?[], object?>)(a =>
    {
        var w = (IDictionary)a[0]!;
        var x = (Value)a[1]!;
        return (object?[])[new Hashtable { ["a"] = (Value)w["a"]! - 0.5 * x, ["b"] = (Value)w["b"]! * 2 }, Ad.Sum(x)];
    }));

    static Hashtable Weights() => new() { ["a"] = Tensor.Of(1.0, 2, 3), ["b"] = Tensor.Of(4.0, 5) };

    static (TreeDefinition, Tensor[]) Call(Function f, IBackend backend, string[] donate, params object?[] arguments)
    {
        var (result, values) = new CallSite(f, backend, Donation.Of(f, donate)).Call(f.Flatten(arguments), null);
        return (result, Array.ConvertAll(values, v => (Tensor)v));
    }

    static void IsLost(Tensor t, params string[] words)
    {
        var e = Assert.Throws<AdException>(() => t.Data);
        Assert.Equal("Deleted", e.Id);
        Assert.All(words, w => Assert.Contains(w, e.Message, StringComparison.Ordinal));
        Assert.Equal("Deleted", Assert.Throws<AdException>(() => Ad.Sin(t)).Id);
        Assert.Equal("Deleted", Assert.Throws<AdException>(t.Wait).Id);
    }

    static void Donates(IBackend backend)
    {
        var x = Tensor.Of(2.0, 4, 6);
        Hashtable first = Weights(), second = first;
        for (int i = 0; i < 4; i++)
        {
            first = second;
            var (tree, y) = Call(step, backend, ["weights"], first, x);
            second = (Hashtable)((object?[])tree.Unflatten(y)!)[0]!;
            Assert.Equal(12.0, y[2].Item());
            IsLost((Tensor)first["a"]!, "'weights.a'", "step", "Donate");
            IsLost((Tensor)first["b"]!, "'weights.b'");
        }
        Assert.Equal([-3.0, -6, -9], Numeric.Doubles((Tensor)second["a"]!));
        Assert.Equal([64.0, 80], Numeric.Doubles((Tensor)second["b"]!));
        Assert.Equal([2.0, 4, 6], Numeric.Doubles(x));
        Assert.Equal("Deleted", Assert.Throws<AdException>(() => Call(step, backend, [], first, x)).Id);
    }

    [Fact]
    public void Managed_takes_them() => Donates(ManagedBackend.Instance);

    [XlaFact]
    public void Xla_takes_them() => Donates(XlaPlugin.Backend);

    static void GivenTwice(IBackend backend)
    {
        var f = Function.Of("f", ["x", "y"], (Func<Value, Value, Value>)((x, y) => x + y));
        var t = Tensor.Of(1.0, 2);
        var e = Assert.Throws<AdException>(() => Call(f, backend, ["y"], t, t));
        Assert.Equal("DonatedTwice", e.Id);
        Assert.Contains("'y'", e.Message, StringComparison.Ordinal);
        Assert.Contains("'x'", e.Message, StringComparison.Ordinal);
        // Nothing was donated.
        Assert.Equal([2.0, 4], Numeric.Doubles(Call(f, backend, [], t, t).Item2[0]));
    }

    [Fact]
    public void Managed_refuses_one_given_twice() => GivenTwice(ManagedBackend.Instance);

    [XlaFact]
    public void Xla_refuses_one_given_twice() => GivenTwice(XlaPlugin.Backend);

    static void OwnResult(IBackend backend)
    {
        var f = Function.Of("f", ["x"], (Func<Value, Value>)(x => x));
        var x = Tensor.Of(1.0, 2);
        var y = Call(f, backend, ["x"], x).Item2[0];
        Assert.Equal([1.0, 2], Numeric.Doubles(y));
        IsLost(x, "'x'");
    }

    [Fact]
    public void On_Managed_an_argument_that_is_the_result_goes_on() => OwnResult(ManagedBackend.Instance);

    [XlaFact]
    public void On_Xla_an_argument_that_is_the_result_goes_on() => OwnResult(XlaPlugin.Backend);

    /// <summary>If there is a condition, the path is found before arguments are donated, because they cannot be used again.</summary>
    static void Paths(IBackend backend)
    {
        var f = Function.Of("f", ["x"], (Func<Value, Value>)(x => DynamicAnswers.Truth(Ad.Greater(Ad.Sum(x), 0)) ? x * 2 : x - 1));
        foreach (double sign in (double[])[1, -1, 1, -1])
            Assert.Equal(sign > 0 ? [2.0, 4] : [-2.0, -3], Numeric.Doubles(Call(f, backend, ["x"], Tensor.Of(sign, 2 * sign)).Item2[0]));
    }

    [Fact]
    public void Managed_finds_the_path_first() => Paths(ManagedBackend.Instance);

    [XlaFact]
    public void Xla_finds_the_path_first() => Paths(XlaPlugin.Backend);

    [Fact]
    public void An_unknown_parameter_is_an_error() =>
        Assert.Equal("UnknownParameter", Assert.Throws<AdException>(() => step.Compile(new CompileOptions { Donate = ["wieghts"] })).Id);

    [Fact]
    public void A_compiled_function_donates_at_each_call()
    {
        var f = step.Compile(new CompileOptions { Backend = Backend.Managed, Donate = ["Weights"] });
        var w = Weights();
        var x = Tensor.Of(2.0, 4, 6);
        Assert.Equal(12.0, ((object?[])f.Call(w, x)!)[1] is Tensor t ? t.Item() : null);
        IsLost((Tensor)w["a"]!);
    }

    [Fact]
    public void A_deleted_tensor_is_used_no_more()
    {
        var t = Tensor.Of(1.0, 2);
        t.Delete();
        t.Delete();
        IsLost(t, "deleted");
    }
}
