using System.Collections;
using System.Management.Automation;

namespace Autodiff.PowerShell.Tests.Functions;

/// <summary>The ways to call a function, and the results.</summary>
[Collection("PowerShell")]
public class CallTests(PowerShellSession session)
{
    const string F = "$f = New-AdFunction { param($x) [Ad]::Sum($x * $x) }; $a = @(1.0, 2.0); ";

    [Theory]
    [InlineData("Invoke-AdCompiled $f 3", "9")]
    [InlineData("Invoke-AdCompiled $f -1.5", "2.25")]
    [InlineData("Invoke-AdCompiled $f $a", "5")]
    [InlineData("Invoke-AdCompiled -Function $f $a", "5")]
    [InlineData("Invoke-AdCompiled $f -ArgumentList (, $a)", "5")]
    [InlineData("Invoke-AdCompiled $f -ArgumentList 3", "9")]
    [InlineData("Invoke-AdCompiled $f -NamedArgument @{ X = $a }", "5")]
    [InlineData("$f | Invoke-AdCompiled -ArgumentList 3", "9")]
    [InlineData("$f | Invoke-AdCompiled 3", "9")]
    [InlineData("$f | Invoke-AdCompiled $a", "5")]
    [InlineData("$f, $f | Invoke-AdCompiled 3", "9 9")]
    [InlineData("Invoke-AdCompiled $f '1.5'", "2.25")]
    [InlineData("$f.Invoke(3)", "9")]
    [InlineData("$f.invoke($a)", "5")]
    [InlineData("$f.Invoke((New-AdTensor $a))", "5")]
    [InlineData("$f | ForEach-Object { $_.Invoke(3) }", "9")]
    [InlineData("$f.Compile().Invoke(3)", "9")]
    [InlineData("$f.Compile('Managed').Invoke(3)", "9")]
    [InlineData("$f.Compile([Autodiff.CompileOptions]@{ Backend = 'managed'; Device = $null }).Invoke(3)", "9")]
    [InlineData("$f.Compile([Autodiff.CompileOptions]@{ Donate = 'x' }).Invoke((New-AdTensor 3))", "9")]
    [InlineData("$f.Compile(@{ Backend = 'Managed'; Donate = 'x' }).Invoke((New-AdTensor 3))", "9")]
    [InlineData("$f.Gradient().Invoke(3); $f.Gradient('x').Invoke(3)", "6 6")]
    [InlineData("$f.Jacobian().Invoke(3); $f.Jacobian('x').Invoke(3); $f.Jacobian([Autodiff.JacobianOptions]@{ Mode = 'Forward'; Parameters = 'x' }).Invoke(3)", "6 6 6")]
    [InlineData("$f.Hessian().Invoke(3); $f.Hessian('x').Invoke(3)", "2 2")]
    [InlineData("1..4 | Invoke-AdCompiled $f", "1 4 9 16")]
    [InlineData("1, '3' | Invoke-AdCompiled $f", "1 9")]
    [InlineData("(, $a), 3 | Invoke-AdCompiled $f", "5 9")]
    [InlineData("@() | Invoke-AdCompiled $f", "")]
    [InlineData("Invoke-AdFunction $f $a", "5")]
    [InlineData("1, 2 | Invoke-AdFunction $f", "1 4")]
    public void Spellings(string script, string expected) => Assert.Equal(expected, session.Text(F + script));

    [Theory]
    [InlineData("Invoke-AdCompiled $f -ArgumentList $a", "WrongArgumentCount … f(x) … Invoke-AdCompiled $f $a … -ArgumentList (, $a) … -NamedArgument @{ x = $a }")]
    [InlineData("Invoke-AdCompiled $f 1 2", "WrongArgumentCount … f(x) … Invoke-AdCompiled $f $a … -ArgumentList (, $a) … -NamedArgument @{ x = $a }")]
    [InlineData("Invoke-AdCompiled $f 1 -ArgumentList 2", "AmbiguousArgument … -ArgumentList")]
    [InlineData("Invoke-AdCompiled $f 1 -NamedArgument @{ x = 2 }", "WrongArgumentCount … f(x) … Invoke-AdCompiled $f $a … -ArgumentList (, $a) … -NamedArgument @{ x = $a }")]
    [InlineData("Invoke-AdCompiled $f -NamedArgument @{ y = 2 }", "UnknownParameter … f(x) … 'y' … -NamedArgument")]
    [InlineData("Invoke-AdCompiled $f", "MissingArgument … f(x) … 'x'")]
    [InlineData("Invoke-AdCompiled 3", "NoFunction … New-AdFunction")]
    [InlineData("Invoke-AdCompiled", "NoFunction … New-AdFunction")]
    [InlineData("1 | Invoke-AdCompiled", "NoFunction … New-AdFunction")]
    [InlineData("1 | Invoke-AdCompiled $f 1", "WrongArgumentCount … f(x)")]
    public void Wrong_counts_are_refused(string script, string error) => session.Fails(error, F + script);

    [Fact]
    public void Results_are_numbers_tensors_and_structures()
    {
        Assert.IsType<double>(session.One(F + "Invoke-AdCompiled $f 3.0"));
        Assert.IsType<long>(session.One(F + "Invoke-AdCompiled $f @(3, 4)"));
        Assert.IsType<Tensor>(session.One(F + "Invoke-AdCompiled $f 3.0 -AsTensor"));
        Assert.IsType<Tensor>(session.One("Invoke-AdCompiled (New-AdFunction { param($x) $x * 2 }) @(1, 2)"));
        var table = Assert.IsType<Hashtable>(session.One("Invoke-AdCompiled (New-AdFunction { param($x) @{ a = $x; b = @($x, 1.0) } }) 3.0"));
        Assert.Equal(3.0, PowerShellHost.Bare(table["a"]));
        Assert.All((object[])PowerShellHost.Bare(table["b"])!, x => Assert.IsType<Tensor>(PowerShellHost.Bare(x)));
        var custom = Assert.IsType<PSObject>(session.One("Invoke-AdCompiled (New-AdFunction { param($p) [pscustomobject] @{ z = $p.b; a = $p.a } }) ([pscustomobject] @{ a = 1; b = 2.5 })"));
        Assert.Equal(["z", "a"], custom.Properties.Select(p => p.Name));
        Assert.Equal(2.5, custom.Properties["z"].Value);
    }

    [Theory]
    [InlineData("$a, $b = Invoke-AdCompiled $two 3; \"$a/$b\"", "3/6")]
    [InlineData("$a, $b = $two | Invoke-AdCompiled 3; \"$a/$b\"", "3/6")]
    [InlineData("$a, $b = $two.Invoke(3); \"$a/$b\"", "3/6")]
    [InlineData("$r = Invoke-AdCompiled $two 3; $r.Count", "2")]
    [InlineData("@(1, 2, 3 | Invoke-AdCompiled $two).Count", "3")]
    [InlineData("@($two, $two, $two | Invoke-AdCompiled 3).Count", "3")]
    [InlineData("@(3 | Invoke-AdCompiled $two).Count", "1")]
    public void Several_results_are_one_array_and_a_stream_keeps_its_items_apart(string script, string expected) =>
        Assert.Equal(expected, session.Text("$two = New-AdFunction { param($x) $x; $x * 2 }; " + script));

    [Theory]
    [InlineData("[pscustomobject] @{ x = 2; y = 3; name = 'n' } | Invoke-AdCompiled $g", "8")]
    [InlineData("@{ x = 2; y = 3 } | Invoke-AdCompiled $g", "8")]
    [InlineData("[pscustomobject] @{ X = '2'; Y = '3.5' } | Invoke-AdCompiled $g", "9")]
    [InlineData("2, 3 | Invoke-AdCompiled $g -NamedArgument @{ x = 10 }", "12 13")]
    [InlineData("2, 3 | Invoke-AdCompiled $g 10", "12 13")]
    [InlineData("2, 3 | Invoke-AdCompiled $g 10 1 -NamedArgument @{ k = 5 } -ErrorAction SilentlyContinue", "")]
    [InlineData("[pscustomobject] @{ y = 2 }, [pscustomobject] @{ y = 3 } | Invoke-AdCompiled $g 10", "12 13")]
    [InlineData("@{ x = 1; y = 2; k = 3 } | Invoke-AdCompiled $g", "6")]
    public void Items_bind_by_name_or_to_the_first_parameter_left_over(string script, string expected)
    {
        const string g = "$g = New-AdFunction { param($x, $y, $k = 0) if ($k -gt 0) { $x + $y + $k } elseif ($x -gt 5) { $x + $y } else { $x + $y * $x } }; ";
        var (output, _, _) = session.RunAll(g + script);
        Assert.Equal(expected, string.Join(" ", output));
    }

    [Fact]
    public void An_item_with_none_of_the_parameters_is_one_tree() =>
        Assert.Equal("5", session.Text("[pscustomobject] @{ w = 2; b = 3 } | Invoke-AdCompiled (New-AdFunction { param($p) $p.w + $p.b })"));

    [Fact]
    public void An_item_with_some_of_the_parameters_names_the_rest() =>
        session.Fails("MissingArgument … f(x, y) … 'y'", "@{ x = 2 } | Invoke-AdCompiled (New-AdFunction { param($x, $y) $x })");

    [Fact]
    public void An_error_about_an_item_lets_the_stream_go_on()
    {
        var (output, errors, _) = session.RunAll(F + "1, 'a', $null, 3 | Invoke-AdCompiled $f");
        Assert.Equal([1L, 9L], output.Select(o => o.BaseObject));
        Assert.Equal(2, errors.Count);
        PowerShellSession.Fails("NotANumber … x: … 'a'", errors[0]);
        PowerShellSession.Fails("NullArgument … x: … $null", errors[1]);
        Assert.Equal("a", ((PSObject)errors[0].TargetObject).BaseObject);
        Assert.Equal("NotANumber,Autodiff.PowerShell.InvokeAdCompiledCommand", errors[0].FullyQualifiedErrorId);
        Assert.Equal(ErrorCategory.InvalidType, errors[0].CategoryInfo.Category);
    }

    [Fact]
    public void An_error_of_the_trace_ends_the_stream()
    {
        var (output, errors, _) = session.RunAll("1, @(1, 2), 3 | Invoke-AdCompiled (New-AdFunction { param($x)\n [Ad]::Reshape($x, 1) })");
        Assert.Single(output);
        Assert.StartsWith("line 2: ", Assert.Single(errors).Exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(100)]
    public void A_batch_gives_what_one_by_one_gives(int size) => Assert.Equal("-3 -3 4 6 8 10 -3", session.Text($$"""
        $f = New-AdFunction { param($x, $k) if ($x -gt 0) { $x * $x * $k } else { -3 * $x } } | Get-AdGradient -Parameter x
        -5.0, -1.0, 2.0, 3.0, 4.0, 5.0, -9.0 | Invoke-AdCompiled $f -BatchSize {{size}} -NamedArgument @{ k = 1.0 }
        """));

    [Fact]
    public void A_batch_may_have_items_of_several_kinds() =>
        Assert.Equal("1 4 5 25 2.25", session.Text(F + "1, 2, $a, @(3, 4), 1.5 | Invoke-AdCompiled $f -BatchSize 2"));

    [Fact]
    public void Results_are_added_to_copies_of_the_items() => Assert.Equal("@{x=2; name=a; y=4} | @{x=3; y=9} | @{x=4; y=16} | False", session.Text("""
        $f = New-AdFunction { param($x) $x * $x }
        $item = [pscustomobject] @{ x = 2; name = 'a' }
        ($item, @{ x = 3 }, 4 | Invoke-AdCompiled $f -PropertyName y | ForEach-Object { "$_" }) -join ' | '
        "| $($null -ne $item.y)"
        """));

    [Fact]
    public void Several_results_go_to_as_many_properties()
    {
        const string f = "$f = New-AdFunction { param($x) $x; $x * $x }; ";
        Assert.Equal("@{x=3; a=3; b=9}", session.Text(f + "3 | Invoke-AdCompiled $f -PropertyName a, b | ForEach-Object { \"$_\" }"));
        session.Fails("WrongResultCount … -PropertyName … 3 … f(x) … 2", f + "3 | Invoke-AdCompiled $f -PropertyName a, b, c");
    }

    [Fact]
    public void Downstream_break_is_not_ours() => Assert.Equal("1 4 after", session.Text(F + "foreach ($i in 1) { 1..9 | Invoke-AdCompiled $f | ForEach-Object { $_; if ($_ -gt 3) { break } } }; 'after'"));

    [Fact]
    public void Debug_shows_each_operation() => Assert.Equal("mul reduce_sum", session.Text(
        F + "Invoke-AdFunction $f $a -Debug 5>&1 | ForEach-Object { if ($_ -is [System.Management.Automation.DebugRecord]) { (\"$_\" -replace '^line \\d+: ' -split '[ \\[]')[0] } }"));

    [Theory]
    [InlineData("1.0 | Invoke-AdCompiled $f -Backend Managed -Device cpu:0", "UnknownDevice")]
    [InlineData("Invoke-AdCompiled $f 1.0 -Backend Managed -Device cpu:0", "UnknownDevice")]
    public void A_backend_that_cannot_be_is_an_error_with_an_id(string script, string id) =>
        Assert.Equal($"{id},Autodiff.PowerShell.InvokeAdCompiledCommand", session.Error(F + script).FullyQualifiedErrorId);

    [Theory]
    [InlineData("Invoke-AdCompiled { param($x)\n $y = $x - 1\n [Ad]::Log($y) } 1.0 -CheckNaN", "NotFinite … line 3: log makes -Infinity of 0, in f (-CheckNaN)")]
    [InlineData("Invoke-AdCompiled ({ param($x)\n $y = $x * 2\n [Ad]::Sqrt($y) } | Get-AdGradient) 0.0 -CheckNaN", "NotFinite … line 3: … makes Infinity of 0.5 and 0")]
    [InlineData("0.5, 0.0 | Invoke-AdCompiled { param($x) 1 / $x } -CheckNaN -BatchSize 2", "NotFinite … line 1: div makes Infinity of 1 and 0")]
    public void CheckNaN_names_the_operation_and_its_line(string script, string expected) => session.Fails(expected, script);
}
