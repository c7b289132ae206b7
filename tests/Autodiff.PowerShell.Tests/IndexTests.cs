namespace Autodiff.PowerShell.Tests;

/// <summary>Indices of tensors, in each form.</summary>
[Collection("PowerShell")]
public class IndexTests(PowerShellSession session)
{
    const string X = "$x = [Autodiff.Tensor]::Of([double[]](1, 2, 3)); $m = [Ad]::Reshape([Ad]::Arange(6.0), @(2, 3));";

    [Theory]
    [InlineData("$x[0]", 1.0)]
    [InlineData("$x[-1]", 3.0)]
    [InlineData("$m[1, 2]", 5.0)]
    [InlineData("$m[-1, -3]", 3.0)]
    [InlineData("$m[1][0]", 3.0)]
    [InlineData("$i = 2; $x[$i]", 3.0)]
    [InlineData("$x[[long]1]", 2.0)]
    [InlineData("$m[1, [Autodiff.Tensor]::Scalar(1)]", 4.0)]
    [InlineData("0 | ForEach-Object { $x[$_] }", 1.0)]
    public void An_element_is_a_number(string script, double expected) => Assert.Equal(expected, session.One(X + script));

    [Theory]
    [InlineData("$x[0..1]", "1 2")]
    [InlineData("$x[@(0, 2, 2)]", "1 3 3")]
    [InlineData("$x[@(2)]", "3")]
    [InlineData("$x[2..0]", "3 2 1")]
    [InlineData("$x[(0..2 | ForEach-Object { 2 - $_ })]", "3 2 1")]
    [InlineData("$x[[int[]](1, 0)]", "2 1")]
    [InlineData("$x[[Autodiff.Tensor]::Of([int[]](1, 0))]", "2 1")]
    [InlineData("$m[1]", "3 4 5")]
    [InlineData("$m[$null, 1]", "1 4")]
    [InlineData("$m[$null, -1]", "2 5")]
    [InlineData("$m[0, (1..2)]", "1 2")]
    public void A_part_is_a_tensor(string script, string elements)
    {
        var t = Assert.IsType<Tensor>(session.One(X + script));
        Assert.Equal(elements, string.Join(" ", t.Data.Cast<object>().Select(o => FormattableString.Invariant($"{o}"))));
    }

    [Theory]
    [InlineData("$x[3]", "3")]
    [InlineData("$x[0, 1]", "$x[@(0, 2)]")]
    [InlineData("$x['a']", "'a'")]
    [InlineData("$x[0.5]", "0.5")]
    [InlineData("$x[($x -gt 1)]", "Where")]
    public void A_bad_index_is_an_error(string script, string part) => Assert.Contains(part, session.Error(X + script).Exception.Message, StringComparison.Ordinal);
}
