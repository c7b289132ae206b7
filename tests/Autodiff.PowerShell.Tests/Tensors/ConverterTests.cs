namespace Autodiff.PowerShell.Tests.Tensors;

/// <summary>The conversions that PowerShell's method binder applies to arguments of [Ad].</summary>
[Collection("PowerShell")]
public class ConverterTests(PowerShellSession session)
{
    [Theory]
    [InlineData("[Ad]::Sum(@(1, 2, 3))", "6")]
    [InlineData("[Ad]::Sum([double[]] (1, 2))", "3")]
    [InlineData("$l = [System.Collections.Generic.List[object]]::new(); $l.Add(1); $l.Add(2.5); [Ad]::Sum($l)", "3.5")]
    [InlineData("[Ad]::Sum(((1, 2), (3, 4)), 0)", "[4 6]")]
    [InlineData("[Ad]::Sum(((1, 2), (3, 4)), @(0, 1))", "10")]
    [InlineData("[Ad]::Sum(((1, 2), (3, 4)), $null)", "10")]
    [InlineData("[Ad]::Sum(((1, 2), (3, 4)), -1, $true)", "[[3]\n [7]]")]
    [InlineData("$i = 0..1 | Where-Object { $_ }; [Ad]::Sum(((1, 2), (3, 4)), $i)", "[3 7]")]
    [InlineData("[Ad]::Zeros(2)", "[0. 0.]")]
    [InlineData("[Ad]::Zeros((2, 1), 'f32').DType", "f32")]
    [InlineData("[Ad]::Zeros(@()).Rank", "0")]
    [InlineData("[Ad]::Zeros([Math]::Floor(5 / 2))", "[0. 0.]")]
    [InlineData("[Ad]::Zeros((New-AdTensor 2))", "[0. 0.]")]
    [InlineData("[Ad]::Zeros($t.Shape, $t.DType)", "[0 0]")]
    [InlineData("[Ad]::Cast(1.5, [float]).DType", "f32")]
    [InlineData("[Ad]::Cast(1.5, [Half]).DType; [Ad]::Cast(1.5, 'bf16').DType", "f16 bf16")]
    [InlineData("[Ad]::Sin([Half] 0).DType; [Ad]::Sum([Half[]](1, 2)).DType", "f16 f16")]
    [InlineData("[Ad]::Linspace(0, 1, 3, 'f32'); [Ad]::Linspace(0, 1, 3, 'f32').DType", "[0.  0.5 1. ] f32")]
    [InlineData("[Ad]::Linspace(0, 1, 4, $false); [Ad]::Linspace(0, 1, 2, $false, 'f32').DType", "[0.   0.25 0.5  0.75] f32")]
    [InlineData("[Ad]::Arange(3, 'f32'); [Ad]::Arange(1, 3, 'f32'); [Ad]::Arange(1, 3, 1, 'f32')", "[0. 1. 2.] [1. 2.] [1. 2.]")]
    [InlineData("[Ad]::Arange(3, $t.DType)", "[0 1 2]")]
    [InlineData("[Ad]::Arange(1, [byte] 3); [Ad]::Arange(1, [decimal] 3); [Ad]::Arange([int16] 1, 3, [decimal] 0.5)", "[1 2] [1. 2.] [1.  1.5 2.  2.5]")]
    [InlineData("[Ad]::Sin([decimal] 0); [Ad]::Sin([byte] 0); [Ad]::Sin([float] 0).DType", "0 0 f32")]
    [InlineData("[Ad]::Concatenate(@(@(1, 2), @(3.5)), 0)", "[1.  2.  3.5]")]
    [InlineData("[Ad]::Stack((1, 2.5), 0)", "[1.  2.5]")]
    [InlineData("[Ad]::Cond($true, { 1 }, { 2 })", "1")]
    [InlineData("$f = New-AdFunction { param($a) $a * 2 }; [Ad]::Cond($true, $f, $f, 3.0)", "6")]
    [InlineData("[Autodiff.Ad]::Sin(0.0)", "0")]
    public void Arguments(string script, string expected) => Assert.Equal(expected, session.Text("$t = New-AdTensor 1, 2; " + script));

    [Theory]
    [InlineData("[Ad]::Zeros(1.7)", "[Ad]::Zeros(1.7): a shape is made of integers, but 1.7 was given.")]
    [InlineData("[Ad]::Zeros('2')", "[Ad]::Zeros('2'): a shape is made of integers, but the string '2' was given.")]
    [InlineData("[Ad]::Zeros(@(2, $null))", "[Ad]::Zeros(@(2, $null)): a shape is made of integers, but $null was given.")]
    [InlineData("[Ad]::Zeros($true)", "[Ad]::Zeros($true): a shape is made of integers, but a [Boolean] was given.")]
    [InlineData("[Ad]::Sum(@(1, 2), 0.5)", "[Ad]::Sum(@(1, 2), 0.5): a list of axes is made of integers, but 0.5 was given.")]
    [InlineData("[Ad]::Zeros(2, 'f8')", "[Ad]::Zeros(2, 'f8'): the string 'f8' is not a dtype: write one of bool, i32, i64, u32, f16, bf16, f32, f64.")]
    [InlineData("[Ad]::Linspace(0, 1, 3, 'f8')", "[Ad]::Linspace(0, 1, 3, 'f8'): the string 'f8' is not a dtype: write one of bool, i32, i64, u32, f16, bf16, f32, f64.")]
    [InlineData("[Ad]::Sin('abc')", "[Ad]::Sin('abc'): the string 'abc' was given where a number, a regular array of numbers or a tensor is needed.")]
    [InlineData("[Ad]::Sin((1, 'a'))", "[Ad]::Sin((1, 'a'))[1]: the string 'a' was given where a number, a regular array of numbers or a tensor is needed.")]
    [InlineData("[Ad]::Sin([uint64] 1)", "[Ad]::Sin([uint64] 1): a [UInt64] was given where a number, a regular array of numbers or a tensor is needed.")]
    [InlineData("[Ad]::Sin($null)", "Sin: the argument 'x' is $null; a number, an array of numbers or a tensor was expected.")]
    [InlineData("[Ad]::Cond($true, 3, { 1 })", "an [Int32] was given where a script block is needed, as in { param($x) … }.")]
    [InlineData("[Ad]::ForLoop(0, 3, { param($i) $i }, 0)", "A script block with the parameters ($i) was given 2 arguments.")]
    [InlineData("[Ad]::Equals(1, 2)", "Equals: write [Ad]::Equal($x, $y), which compares element by element.")]
    public void Refusals_are_in_our_words(string script, string message)
    {
        Assert.Contains(message, session.Error(script).Exception.Message, StringComparison.Ordinal);
        var inTrace = session.Error($"Invoke-AdCompiled (New-AdFunction {{ param($x) {script} }}) 1.0");
        Assert.Equal("line 1: " + message, inTrace.Exception.Message);
    }

    [Fact]
    public void A_shape_must_be_known_while_it_is_traced() => Assert.Equal(
        "line 1: [Ad]::Zeros($n): a shape must be known while a function is traced, but a traced value (i32[]*) was given: compute it from .Shape, .Count or .Rank, which are numbers.",
        session.Error("Invoke-AdCompiled (New-AdFunction { param($n) [Ad]::Zeros($n) }) 3").Exception.Message);
}
