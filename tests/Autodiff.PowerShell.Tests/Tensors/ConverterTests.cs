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
    [InlineData("$a, $b = [Ad]::Meshgrid($t, (New-AdTensor 3, 4)); $a; $b", "[[1 2]\n [1 2]] [[3 3]\n [4 4]]")]
    [InlineData("$a, $b = [Ad]::Meshgrid(@($t, (New-AdTensor 3, 4)), 'ij'); $a; $b", "[[1 1]\n [2 2]] [[3 4]\n [3 4]]")]
    [InlineData("$a, $b = [Ad]::Meshgrid($t, @(3, 4), 'ij'); $a; $b", "[[1 1]\n [2 2]] [[3 4]\n [3 4]]")]
    [InlineData("[Ad]::Meshgrid($t); [Ad]::Meshgrid(@($t)); [Ad]::Meshgrid(@(1, 2), 'ij'); [Ad]::Meshgrid().Count", "[1 2] [1 2] [1 2] 0")]
    [InlineData("(Invoke-AdCompiled { param($x, [double[]] $y) $a, $b = [Ad]::Meshgrid($x, $y); $a * $b } $t @(3.0, 4.0))", "[[3. 6.]\n [4. 8.]]")]
    [InlineData("[Autodiff.Ad]::Sin(0.0)", "0")]
    public void Arguments(string script, string expected) => Assert.Equal(expected, session.Text("$t = New-AdTensor 1, 2; " + script));

    [Theory]
    [InlineData("[Ad]::Meshgrid(1, 'yx')", "InvalidArgument … Meshgrid: the indexing is 'yx'; expected 'xy' or 'ij'")]
    [InlineData("[Ad]::Meshgrid(1, $null)", "NotANumber … argument 1 of Meshgrid")]
    [InlineData("[Ad]::Zeros(1.7)", "InvalidShape … [Ad]::Zeros(1.7): … 1.7")]
    [InlineData("[Ad]::Zeros('2')", "InvalidShape … [Ad]::Zeros('2'): … the string '2'")]
    [InlineData("[Ad]::Zeros(@(2, $null))", "InvalidShape … [Ad]::Zeros(@(2, $null)): … $null")]
    [InlineData("[Ad]::Zeros($true)", "InvalidShape … [Ad]::Zeros($true) … [Boolean]")]
    [InlineData("[Ad]::Sum(@(1, 2), 0.5)", "InvalidShape … [Ad]::Sum(@(1, 2), 0.5) … axes")]
    [InlineData("[Ad]::Zeros(2, 'f8')", "InvalidDType … [Ad]::Zeros(2, 'f8') … bool, i32, i64, u32, f16, bf16, f32, f64")]
    [InlineData("[Ad]::Linspace(0, 1, 3, 'f8')", "InvalidDType … [Ad]::Linspace(0, 1, 3, 'f8')")]
    [InlineData("[Ad]::Sin('abc')", "NotANumber … [Ad]::Sin('abc')")]
    [InlineData("[Ad]::Sin((1, 'a'))", "NotANumber … [Ad]::Sin((1, 'a')) … [1]")]
    [InlineData("[Ad]::Sin([bigint] 1)", "NotANumber … [Ad]::Sin([bigint] 1) … [BigInteger]")]
    [InlineData("[Ad]::Sin($null)", "NullArgument … Sin: … 'x' … $null")]
    [InlineData("[Ad]::Cond($true, 3, { 1 })", "NotCode … [Int32] … { param($x) … }")]
    [InlineData("[Ad]::ForLoop(0, 3, { param($i) $i }, 0)", "WrongArgumentCount … ($i) … 2")]
    [InlineData("[Ad]::Equals(1, 2)", "NotAnOperation … Equals: … [Ad]::Equal($x, $y)")]
    public void Refusals_are_in_our_words(string script, string error)
    {
        session.Fails(error, script);
        session.Fails(error + " … line 1: ", $"Invoke-AdCompiled (New-AdFunction {{ param($x) {script} }}) 1.0");
    }

    [Fact]
    public void A_shape_must_be_known_while_it_is_traced() =>
        session.Fails("InvalidShape … line 1: … [Ad]::Zeros($n) … i32[]* … .Shape", "Invoke-AdCompiled (New-AdFunction { param($n) [Ad]::Zeros($n) }) 3");
}
