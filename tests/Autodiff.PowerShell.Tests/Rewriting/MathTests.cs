using Autodiff.PowerShell.Rewriting;

namespace Autodiff.PowerShell.Tests.Rewriting;

/// <summary>[Math], [MathF], [double] and [float] on values.</summary>
[Collection("PowerShell")]
public class MathTests(PowerShellSession session)
{
    [Theory]
    [InlineData("[Math]::Abs($x)", "-1.5, 2.5")]
    [InlineData("[Math]::Acos($x)", "-0.5, 0.3")]
    [InlineData("[Math]::Acosh($x)", "1.5, 3.0")]
    [InlineData("[Math]::Asin($x)", "-0.5, 0.3")]
    [InlineData("[Math]::Asinh($x)", "-0.5, 3.0")]
    [InlineData("[Math]::Atan($x)", "-0.5, 3.0")]
    [InlineData("[Math]::Atan2($x, 2)", "-0.5, 3.0")]
    [InlineData("[Math]::Atan2(2, $x)", "-0.5, 3.0")]
    [InlineData("[Math]::Atanh($x)", "-0.5, 0.3")]
    [InlineData("[Math]::Cbrt($x)", "-8.0, 3.0")]
    [InlineData("$x * [Math]::Ceiling($x)", "1.3, -1.3")]
    [InlineData("[Math]::Clamp($x, 0.0, 1.0) * $x", "-0.5, 0.5, 1.5")]
    [InlineData("[Math]::Clamp(0.7, 0, $x)", "0.5, 0.9")]
    [InlineData("[Math]::Cos($x)", "0.5, 3.0")]
    [InlineData("[Math]::Cosh($x)", "0.5, -2.0")]
    [InlineData("[Math]::Exp($x)", "0.5, -2.0")]
    [InlineData("$x * [Math]::Floor($x)", "1.3, -1.3")]
    [InlineData("[Math]::FusedMultiplyAdd($x, $x, 1)", "1.3")]
    [InlineData("[Math]::Log($x)", "0.5, 3.0")]
    [InlineData("[Math]::Log($x, 3)", "0.5, 3.0")]
    [InlineData("[Math]::Log(7, $x)", "0.5, 3.0")]
    [InlineData("[Math]::Log10($x)", "0.5, 3.0")]
    [InlineData("[Math]::Log2($x)", "0.5, 3.0")]
    [InlineData("[Math]::Max($x, 1)", "0.5, 3.0")]
    [InlineData("[Math]::Max(1.0, $x) * [Math]::Min($x * 2, 3)", "0.5, 1.2, 3.0")]
    [InlineData("[Math]::Pow($x, 3)", "-1.5, 2.0")]
    [InlineData("[Math]::Pow($x, 2.5)", "1.5, 2.0")]
    [InlineData("[Math]::Pow($x, -1)", "1.5, 2.0")]
    [InlineData("[Math]::Pow(2, $x)", "1.5, -2.0")]
    [InlineData("$x * [Math]::Round($x)", "1.3, 1.7, 2.4")]
    [InlineData("$x * [Math]::Round($x, 1)", "1.33, 1.78")]
    [InlineData("[Math]::ScaleB($x, 3)", "1.5")]
    [InlineData("$x * [Math]::Sign($x)", "1.5, -1.5")]
    [InlineData("[Math]::Sin($x) * [math]::sin(2 * $x)", "0.5, 3.0")]
    [InlineData("[System.Math]::Sinh($x)", "0.5, -2.0")]
    [InlineData("[Math]::Sqrt($x)", "0.5, 3.0")]
    [InlineData("[Math]::Tan($x)", "0.5, 2.0")]
    [InlineData("[Math]::Tanh($x)", "0.5, -2.0")]
    [InlineData("$x * [Math]::Truncate($x)", "1.7, -1.7")]
    [InlineData("[double]::Sqrt($x) + [double]::Exp($x) + [double]::Max($x, 1) + [double]::Hypot($x, 2)", "0.5, 3.0")]
    [InlineData("if ([double]::IsNaN($x) -or [double]::IsInfinity($x)) { 0 } elseif ([double]::IsFinite($x)) { $x * $x } else { 1 }", "1.5")]
    [InlineData("if ([double]::IsNegative($x)) { -$x } elseif ([double]::IsInteger($x)) { 2 * $x } else { $x * $x }", "-1.5, 1.5")]
    [InlineData("[Math]::Sqrt([Math]::Pow($x, 2) + [Math]::PI) * [Math]::Max(2, 3) * [Math]::E", "1.5")]
    [InlineData("$f = [Math]::Floor(2.5); $f * $x + [Math]::Max($f, 1)", "1.5")]
    public void Functions_of_numbers(string body, string points) => Agreement.Holds(session, "", "param($x) " + body, points);

    [Theory]
    [InlineData("[Math]::Sqrt($n)", "4", "2")]
    [InlineData("[Math]::Pow($n, -1)", "4", "0.25")]
    [InlineData("[Math]::Pow($n, 2) / 3", "4", "5.33333333333333")]
    [InlineData("[Math]::Max($n, 2)", "4", "4")]
    [InlineData("[Math]::Abs($n)", "-4", "4")]
    [InlineData("[Math]::Exp($n)", "0", "1")]
    [InlineData("[double]::IsNaN($n / 1.0)", "[double]::NaN", "True")]
    [InlineData("[double]::IsPositiveInfinity($n)", "[double]::PositiveInfinity", "True")]
    [InlineData("[double]::IsNegativeInfinity($n)", "1.5", "False")]
    public void Integers_and_what_is_no_number(string body, string n, string expected)
    {
        Assert.Equal(expected, session.Text($"(New-AdFunction {{ param($n) {body} }}).Invoke({n})"));
        Assert.StartsWith(expected[..Math.Min(expected.Length, 12)], session.Text($"& {{ param($n) {body} }} ({n})"), StringComparison.Ordinal);
    }

    // PowerShell takes the function of integers where the first argument is one.
    [Theory]
    [InlineData("param($x) [Math]::Max(0, $x) * $x", "0.3, 0.7, 2.7, -1.2")]
    [InlineData("param($x) [Math]::Max($x, 0) * $x", "0.3, 2.7, -1.2")]
    [InlineData("param($x) [Math]::Min(100, $x) + [Math]::Clamp($x, 0, 1) * $x + [Math]::Clamp($x, 0.0, 1) + [Math]::Clamp($x, 0.0, 1.0)", "0.3, 0.7, 2.2, -1.2")]
    [InlineData("param($x) $n = 1; $t = 0.0; foreach ($i in 1..3) { $n = $n * 2; $t += [Math]::Max($n, $x * $i) + [Math]::Min([long]$n, $x) }; $t", "0.3, 1.7, 5.2")]
    [InlineData("param([decimal] $x) [Math]::Max(0, $x) * [Math]::Min($x, 2) * [Math]::Max(0, [decimal]1.25)", "0.3, 2.7, -1.2")]
    [InlineData("param([float] $x) [Math]::Max(0, $x) * $x", "0.25, 2.5, -1.25")]
    public void Overloads_are_those_that_PowerShell_takes(string block, string points) => Agreement.Holds(session, "", block, points, differentiate: !block.Contains("float", StringComparison.Ordinal));

    [Theory]
    [InlineData("[Math]::Round($x, [MidpointRounding]::AwayFromZero); [Math]::Round($x, 1, [MidpointRounding]::AwayFromZero); [Math]::Round($x, 2, 'AwayFromZero'); [Math]::Round($x, 1, 1)")]
    [InlineData("[Math]::Round($x, [MidpointRounding]::ToZero); [Math]::Round($x, 1, 'ToZero'); [Math]::Round($x, 1, 'ToNegativeInfinity'); [Math]::Round($x, 1, [MidpointRounding]::ToPositiveInfinity); [Math]::Round($x, 1, 'ToEven')")]
    public void Midpoints_are_rounded_as_chosen(string body) => Assert.Equal("True True True True True True True True", session.Text($$"""
        $block = { param([double] $x) {{body}} }; $f = New-AdFunction $block
        foreach ($x in 2.5, -2.5, 0.05, -1.35, 0.49999999999999994, 2.675, -0.125, 0.0) { "$($f.Invoke($x).ForEach({ $_.Item() }))" -eq "$(& $block $x)" }
        """));

    [Fact]
    public void Rounding_to_integers_is_told_where_it_rounds()
    {
        var (output, errors, warnings) = session.RunAll("$f = New-AdFunction { param($x)\n [Math]::Max(0, $x) * $x }; $f.Invoke(2.7); $f.Invoke(2.0); (New-AdFunction { param($x) [Math]::Max(0, $x) * $x }).Invoke(2.0)");
        Assert.Empty(errors);
        Assert.Equal([8.1, 4.0, 4.0], output.Select(o => Math.Round((double)o.BaseObject, 9)));
        Assert.StartsWith("line 2: [Math]::Max rounds to integers here", Assert.Single(warnings), StringComparison.Ordinal);
        Assert.EndsWith("as in [Math]::Max(0.0, $x).", warnings[0], StringComparison.Ordinal);
    }

    // [Math]::Floor of an integer is a [decimal], which is an f64 when it is traced. [Math] has functions of [float] for few names.
    [Theory]
    [InlineData("[Math]::Floor(2) - $x; [Math]::Round(7, 1) * $x; [Math]::Ceiling(3) / $x; [Math]::Truncate(9) % $x; [Math]::Floor(2) + $x")]
    [InlineData("[Math]::Abs(2147483647) + [Math]::Sign($x); [Math]::Abs(2147483647) * [int]$x; [Math]::Max(2147483647, 3) + [int]$x; [Math]::Abs(7) / [int]$x")]
    [InlineData("[Math]::Floor([float]$x); [Math]::Ceiling([float]$x); [Math]::Round([float]$x); [Math]::Truncate([float]$x); [Math]::Round([float]$x, 1)")]
    [InlineData("[Math]::Abs([float]$x); [Math]::Max([float]$x, [float]1); [Math]::Sqrt([float]$x); [Math]::Sign([float]$x); [Math]::Sign($x); [Math]::Sign(-$x) * 2")]
    public void The_type_of_a_result_is_that_of_the_function_which_PowerShell_calls(string body) => Assert.Equal("True", session.Text($$"""
        $block = { param($x) {{body}} }; $f = New-AdFunction $block; $plain = & $block 1.5
        $traced = foreach ($i in 0..($plain.Count - 1)) { (New-AdFunction { param($x) (& $block $x)[$i] }).Invoke(1.5) }
        "$($plain.ForEach({ "$([double] $_) $($_.GetType().Name)" }))".Replace('Decimal', 'Double') -eq "$($traced.ForEach({ "$([double] $_) $($_.GetType().Name)" }))"
        """));

    [Fact]
    public void Floats_stay_floats_in_MathF() =>
        Assert.Equal("f32[]* f32[]*", session.Text("$f = New-AdFunction { param($x) [MathF]::Exp($x), [float]::Sqrt($x) }; $y = Invoke-AdCompiled $f 1.5 -AsTensor; \"$($y[0].Type) $($y[1].Type)\""));

    [Fact]
    public void Tensors_are_taken_element_by_element() =>
        Assert.Equal("[1. 2. 3.]", session.Text("\"$((New-AdFunction { param($x) [Math]::Sqrt($x) }).Invoke([double[]](1, 4, 9)))\""));

    [Theory]
    [InlineData("[Math]::IEEERemainder($x, 2)", "NoEqual … line 1: … [Math]::IEEERemainder … [Ad] … $x.Item()")]
    [InlineData("[Math]::BigMul($x, 2)", "NoEqual … line 1: … [Math]::BigMul … [Ad] … $x.Item()")]
    [InlineData("[Math]::SinCos($x)", "NoEqual … line 1: … [Math]::SinCos … [Ad] … $x.Item()")]
    [InlineData("[Math]::Max($x)", "NoEqual … line 1: … [Math]::Max … [Ad] … $x.Item()")]
    public void What_has_no_equal_is_refused(string body, string error) => session.Fails(error, $"Invoke-AdCompiled (New-AdFunction {{ param($x) {body} }}) 1.5");

    [Fact]
    public void Every_function_of_Math_is_there_or_refused_by_name()
    {
        string[] refused = ["BigMul", "BitDecrement", "BitIncrement", "CopySign", "DivRem", "IEEERemainder", "ILogB", "MaxMagnitude", "MinMagnitude", "ReciprocalEstimate", "ReciprocalSqrtEstimate", "SinCos"];
        var names = typeof(Math).GetMethods().Where(m => m.IsStatic).Select(m => m.Name).Distinct().Order();
        Assert.Equal(refused, names.Where(n => !Enumerable.Range(1, 3).Any(k => Works(n, k))));

        static bool Works(string name, int arguments)
        {
            try
            {
                return MathTable.Call(typeof(Math), name, [.. Enumerable.Repeat<object?>(Tensor.Scalar(0.5), arguments)]) is not null;
            }
            catch (AdException)
            {
                return false;
            }
        }
    }
}
