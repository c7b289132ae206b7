using System.Management.Automation;
using Autodiff.PowerShell.Rewriting;

namespace Autodiff.PowerShell.Tests.Rewriting;

/// <summary>Functions and blocks that a traced block runs are rewritten too, wherever they come from. Those of the session are not changed.</summary>
[Collection("PowerShell")]
public class HelperTests(PowerShellSession session)
{
    const string Functions = """
        function Get-AdPart([double]$v) { if (2 -lt $v) { [Math]::Exp($v) / (Get-AdInner $v) } else { $v * $v } }
        function Get-AdInner { param([ValidateRange(0, 100)][double]$w, [int]$n = 2) $s = 1.0; foreach ($i in 1..$n) { $s += $w / $i }; $s }
        filter Get-AdTwice { $_ * 2 }
        function Get-AdPiped { [CmdletBinding()] param([Parameter(ValueFromPipeline)][double]$v, [double]$by = 3) begin { $t = 0.0 } process { if (1 -lt $v) { $t += $v * $by } } end { $t } }
        function Get-AdFactorial([int]$n) { if (1 -ge $n) { 1 } else { $n * (Get-AdFactorial ($n - 1)) } }
        function Get-AdApply([scriptblock]$f, $v) { & $f $v }
        ${alias:gap} = 'Get-AdPart'
        $double = { param([double]$v) if (1 -lt $v) { $v * 2 } else { $v } }
        $k = 3; $closure = { param($v) if (1 -lt $v) { $k * $v } else { $v } }.GetNewClosure(); $k = 5
        $table = @{ up = { param($v) if (1 -lt $v) { $v * $v } else { $v } } }
        """;

    [Theory]
    [InlineData("Get-AdPart $x", "1.5, 2.5")]
    [InlineData("3 * (Get-AdPart ($x * 2)) + (Get-AdPart -v $x)", "0.7, 1.5, 2.5")]
    [InlineData("gap $x", "1.5, 2.5")]
    [InlineData("& 'Get-AdPart' $x", "1.5, 2.5")]
    [InlineData("$n = 'Get-AdPart'; & $n $x", "1.5, 2.5")]
    [InlineData("$c = Get-Command Get-AdPart; & $c $x", "1.5, 2.5")]
    [InlineData("& ${function:Get-AdPart} $x", "1.5, 2.5")]
    [InlineData("$x | Get-AdTwice", "1.5")]
    [InlineData("$x, ($x * 2), 0.5 | Get-AdPiped", "0.7, 1.5")]
    [InlineData("$x, ($x * 2) | Get-AdPiped -by $x", "0.7, 1.5")]
    [InlineData("(Get-AdFactorial 4) * $x", "1.5")]
    [InlineData("$a = @{ v = $x }; Get-AdPart @a", "1.5, 2.5")]
    [InlineData("Get-AdApply $double $x", "0.5, 1.5")]
    [InlineData("Get-AdApply { param($v) if (1 -lt $v) { $v * $x } else { $v } } $x", "0.5, 1.5")]
    [InlineData("& $double $x", "0.5, 1.5")]
    [InlineData(". $double $x", "0.5, 1.5")]
    [InlineData("$double.Invoke($x)", "0.5, 1.5")]
    [InlineData("$double.InvokeReturnAsIs($x)", "0.5, 1.5")]
    [InlineData("& $closure $x", "0.5, 1.5")]
    [InlineData("& $table.up $x", "0.5, 1.5")]
    [InlineData("& $table['up'] $x", "0.5, 1.5")]
    [InlineData("$b = { if (1 -lt $_) { $_ * $_ } else { $_ } }; $x | ForEach-Object $b", "0.5, 1.5")]
    [InlineData("$x, ($x * 2) | ForEach-Object -Process $double.GetNewClosure() | Out-Null; $x | ForEach-Object { Get-AdPart $_ }", "1.5, 2.5")]
    [InlineData("Invoke-Command $double -ArgumentList $x", "0.5, 1.5")]
    [InlineData("$b = { if (1 -lt $_) { $_ * $_ } else { $_ } }; @($x, 2).ForEach($b)[0]", "0.5, 1.5")]
    [InlineData("function Local([double]$v) { if (1 -lt $v) { $v * $v } else { $v } }; Local $x", "0.5, 1.5")]
    [InlineData("$s = 0; 1..3 | ForEach-Object { $s += Get-AdInner $x $_ }; $s", "1.5")]
    public void Whatever_is_called(string body, string points) => Agreement.Holds(session, Functions, "param($x) " + body, points);

    [Theory]
    [InlineData("Get-AdPart", "1.5, 2.5")]
    [InlineData("Get-AdInner", "1.5, 2.5")]
    public void Functions_of_commands(string name, string points)
    {
        Agreement.Holds(session, Functions, $"param($x) {name} $x", points);
        string at = points.Split(',')[0];
        Assert.Equal("True", session.Text($"{Functions}; $f = New-AdFunction -Command {name}; $f.Invoke({at}) -eq ({name} {at})"));
        Assert.Equal(name, session.Text($"{Functions}; (New-AdFunction -Command {name}).Name"));
    }

    [Fact]
    public void Functions_see_their_module_and_its_privates() =>
        Assert.Equal("12 4", session.Text("""
            $m = New-Module -Name AdPricing -ScriptBlock {
                $rate = 4
                function Get-Rate([double]$v) { if (2 -lt $v) { $script:rate } else { 1 } }
                function Get-ModulePrice([double]$v) { $v * (Get-Rate $v) }
                function New-Priced { New-AdFunction { param($x) if (2 -lt $x) { Get-Rate $x } else { 0 } } }
                Export-ModuleMember -Function Get-ModulePrice, New-Priced
            }
            $m | Import-Module
            try { (New-AdFunction { param($x) Get-ModulePrice $x }).Invoke(3.0); (New-Priced).Invoke(3.0) } finally { Remove-Module AdPricing }
            """));

    [Fact]
    public void A_helper_keeps_its_name_scope_and_invocation() =>
        Assert.Equal("Get-AdName Function 3 1", session.Text("""
            $script:adn = 1
            function Get-AdName([double]$v) { $script:adn = 3; $adn = 7; "$($MyInvocation.MyCommand.Name) $($MyInvocation.MyCommand.CommandType)" | ForEach-Object { $global:adseen = $_ }; $v }
            $f = New-AdFunction { param($x) $adn = 1; $y = Get-AdName $x; $global:adinner = $adn; $y }
            $null = $f.Invoke(1.5)
            "$adseen $script:adn $adinner"
            """));

    [Fact]
    public void The_sessions_functions_and_lookups_stay_as_they_are()
    {
        const string Script = "$before = ${function:Get-AdPart}; $null = (New-AdFunction { param($x) Get-AdPart $x }).Invoke(2.5); [object]::ReferenceEquals($before, ${function:Get-AdPart}); $null -eq $ExecutionContext.InvokeCommand.PostCommandLookupAction; (Get-Command Get-AdPart).ScriptBlock.Ast.GetType().Name";
        Assert.Equal("True True FunctionDefinitionAst", session.Text($"{Functions}; {Script}"));
        // Also after an error.
        Assert.Equal("True", session.Text($"{Functions}; try {{ $null = (New-AdFunction {{ param($x) Get-AdPart $x; throw 'x' }}).Invoke(2.5) }} catch {{ }}; $null -eq $ExecutionContext.InvokeCommand.PostCommandLookupAction"));
    }

    [Fact]
    public void A_lookup_action_of_the_users_own_is_kept() =>
        Assert.Equal("True True 1", session.Text("""
            $global:adlooked = 0
            $mine = [System.EventHandler[System.Management.Automation.CommandLookupEventArgs]] { if ($args[0] -eq 'Get-AdOwn') { $global:adlooked++ } }
            $ExecutionContext.InvokeCommand.PostCommandLookupAction = $mine
            try {
                function Get-AdOwn([double]$v) { if (1 -lt $v) { $v } else { 0 } }
                $y = (New-AdFunction { param($x) Get-AdOwn $x }).Invoke(2.5)
                $y -eq 2.5; [object]::ReferenceEquals($mine, $ExecutionContext.InvokeCommand.PostCommandLookupAction); $adlooked
            } finally { $ExecutionContext.InvokeCommand.PostCommandLookupAction = $null }
            """));

    [Fact]
    public void A_function_that_is_defined_anew_is_the_new_one() =>
        Assert.Equal("2 6", session.Text("""
            function Get-AdNew([double]$v) { 1 * $v }
            $f = New-AdFunction { param($x) Get-AdNew $x }
            $f.Invoke(2.0)
            function Get-AdNew([double]$v) { 3 * $v }
            $f.Invoke(2.0)
            """));

    [Theory]
    [InlineData("$x | ForEach-Object -Parallel { 1 } -ThrottleLimit $x", "ForEach-Object -Parallel { 1 } -ThrottleLimit $x", "Int32")]
    [InlineData("[datetime]::FromOADate($x)", "[datetime]::FromOADate($x)", "Double")]
    [InlineData("$p = [version]::new($x, 1)", "$p = [version]::new($x, 1)", "Int32")]
    public void What_runs_as_it_stands_is_named(string body, string statement, string type)
    {
        session.Fails($"TracedCast … line 2: … {statement}: … f64[]* … [{type}] … [Ad]", $"Invoke-AdCompiled (New-AdFunction {{ param($x)\n {body}\n $x }}) 1.5");
    }

    [Fact]
    public void A_script_file_is_traced()
    {
        string path = Path.Combine(Path.GetTempPath(), $"ad-{Guid.NewGuid():N}.ps1");
        File.WriteAllText(path, "param([double]$v)\n$v * 2\n");
        try
        {
            Assert.Equal("3", session.Text($"Invoke-AdCompiled (New-AdFunction {{ param($x)\n & '{path}' $x }}) 1.5"));
            Assert.Equal("3", session.Text($"(New-AdFunction -Command '{path}').Invoke(1.5)"));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void A_tensor_of_one_element_is_a_number_to_compiled_code() =>
        Assert.Equal("36.5 bc", session.Text("[datetime]::FromOADate([Autodiff.Tensor]::Scalar(36.5)).ToOADate(); 'abc'.Substring([Autodiff.Tensor]::Scalar(1))"));

    [Fact]
    public void Rewriting_is_idempotent_cached_and_shared_by_literals_of_one_tree()
    {
        var blocks = session.Run("foreach ($i in 1, 2) { { param($x) 0 -lt $x } }; { param($x) [Ad]::Sin($x) * $x }").Select(o => (ScriptBlock)o.BaseObject).ToArray();
        var made = Array.ConvertAll(blocks, Rewriter.Rewrite);
        Assert.Same(blocks[2], made[2]);
        Assert.NotSame(blocks[0], made[0]);
        Assert.Same(made[0], Rewriter.Rewrite(blocks[0]));
        Assert.Same(made[0], Rewriter.Rewrite(made[0]));
        Assert.NotSame(made[0], made[1]);
        Assert.Same(made[0].Ast, made[1].Ast);
        Assert.Equal(blocks[0].ToString(), made[0].ToString());
    }

    [Fact]
    public void Names_of_types_are_found_as_in_the_script() =>
        Assert.Equal("3", session.Text("""
            using namespace System.Text
            class AdPoint { [int]$X = 2 }
            $f = New-AdFunction { param($x) $b = [StringBuilder]::new(); $p = [AdPoint]::new(); if (1 -lt $x) { $x * $p.X + $b.Length } else { 0 } }
            $f.Invoke(1.5)
            """));

    [Fact]
    public void A_function_made_inside_has_its_parameters_as_they_are_declared()
    {
        Assert.Equal("6", session.Text("(New-AdFunction { param($x) $g = New-AdFunction { param([double]$y) if (1 -lt $y) { $y * $x } else { 0 } }; $g.Invoke(3.0) }).Invoke(2.0)"));
        session.Fails("MissingArgument … 'y'", "(New-AdFunction { param($x) $g = New-AdFunction { param([double]$y) if (1 -lt $y) { $y * $x } else { 0 } }; $g.Invoke() }).Invoke(2.0)");
    }

    [Fact]
    public void A_class_inside_traced_code_is_an_error() =>
        session.Fails("ClassInside … line 2: … Inner", "Invoke-AdCompiled (New-AdFunction { param($x)\n class Inner { }\n if (1 -lt $x) { $x } else { 0 } }) 1.5");
}
