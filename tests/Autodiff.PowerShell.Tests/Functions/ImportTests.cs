namespace Autodiff.PowerShell.Tests.Functions;

/// <summary>Export-AdFunction and Import-AdFunction as a user types them.</summary>
[Collection("PowerShell")]
public sealed class ImportTests(PowerShellSession session) : IDisposable
{
    readonly string root = Directory.CreateTempSubdirectory("ad-import-").FullName;

    public void Dispose() => Directory.Delete(root, true);

    string Folder(string script) => script.Replace("ROOT", root, StringComparison.Ordinal);

    [XlaFact]
    public void A_function_goes_to_a_file_and_comes_back()
    {
        Assert.Equal("layer(p, x) 7 7 2.5", session.Text(Folder("""
            $f = New-AdFunction -Name layer { param($p, $x, [string] $mode = 'sum') @{ y = [Ad]::Sum($x * $p.w) + $p.b; w = $p.w } }
            $p = [pscustomobject] @{ w = [float] 2.5; b = 1.0 }
            $x = New-AdTensor -Data 0.4, 1.2, 0.8 -DType f32
            $f | Export-AdFunction -Path 'ROOT/layer.mlir' -ArgumentList $p, $x
            $g = Import-AdFunction 'ROOT/layer.mlir'
            "$g"
            [Math]::Round((Invoke-AdCompiled $f $p $x).y, 5)
            [Math]::Round((Invoke-AdCompiled $g $p $x -Backend Xla).y, 5)
            ($g.Invoke($p, $x)).w
            """)));
    }

    [XlaFact]
    public void A_gradient_is_exported_whole()
    {
        Assert.Equal("12 27 0.75", session.Text(Folder("""
            New-AdFunction { param($x) $x * $x * $x } | Get-AdGradient | Export-AdFunction -Path 'ROOT/g.mlir' -ArgumentList 1.0
            2.0, 3.0, 0.5 | Invoke-AdCompiled ([pscustomobject] @{ FullName = 'ROOT/g.mlir' } | Import-AdFunction)
            """)));
    }

    [XlaFact]
    public void JAX_is_called_by_position_and_by_name()
    {
        string data = Path.Combine(PowerShellSession.Repository, "tests", "data", "stablehlo");
        Assert.Equal("7 7", session.Text($$"""
            $x = New-AdTensor -Data 1, 2, 3, 4, 5, 6 -DType f32
            $i = New-AdTensor -Data 1, 4 -DType i32
            Import-AdFunction '{{data}}/two_results.mlir*' | ForEach-Object { (Invoke-AdCompiled $_ -NamedArgument @{ arg1 = $i; arg0 = $x })[0] }
            """));
    }

    [Fact]
    public void Errors_say_what_to_do()
    {
        void Refuses(string error, string script) => session.Fails(error, Folder(script));
        string data = Path.Combine(PowerShellSession.Repository, "tests", "data", "stablehlo");
        Refuses("NoValue … line 2: … Export-AdFunction … [Ad]::Where", """
            $f = New-AdFunction { param($x)
                if ($x -gt 0) { $x } else { 0 } }
            try { Export-AdFunction $f 1.0 -Path 'ROOT/c.mlir' } catch { throw }
            """);
        Refuses("ImportedProgram … first Get-AdGradient, then Export-AdFunction", $"Import-AdFunction '{data}/polynomial.mlir' | Get-AdGradient");
        Refuses("ImportedProgram … first Get-AdGradient, then Export-AdFunction", $"Import-AdFunction '{data}/polynomial.mlir' | Get-AdVmap");
        Refuses("NeedsXla … Install-AdRuntime", $"Invoke-AdCompiled (Import-AdFunction '{data}/polynomial.mlir') -Backend Managed (New-AdTensor -Fill 1 -Shape 6 -DType f32)");
        Refuses("ShapeMismatch … f32[5] … f32[6]", $"Invoke-AdCompiled (Import-AdFunction '{data}/polynomial.mlir') (New-AdTensor -Fill 1 -Shape 5 -DType f32)");
        Refuses("PathNotFound … *.mlir", "Import-AdFunction 'ROOT/*.mlir'");
        Refuses("ReadFailed … [x].mlir", "Import-AdFunction -LiteralPath 'ROOT/[x].mlir'");
        Refuses("WriteFailed … f.mlir … already", "$f = New-AdFunction { param($x) $x }; Export-AdFunction $f 1 -Path 'ROOT/f.mlir'; Export-AdFunction $f 1 -Path 'ROOT/f.mlir' -NoClobber");
        var e = session.Error(Folder("[System.IO.File]::WriteAllText('ROOT/bad.mlir', 'func.func @main() { call @main() : () -> () }'); Import-AdFunction 'ROOT/bad.mlir'"));
        Assert.StartsWith("InvalidFile", e.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("bad.mlir, line 1: @main calls @main", e.ToString(), StringComparison.Ordinal);
    }

    /// <summary>PowerShell shows an error as <c>Import-AdFunction: message</c>.</summary>
    [Theory]
    [InlineData("Import-AdFunction -LiteralPath 'ROOT/none.mlir'", "none.mlir cannot be read")]
    [InlineData("Import-AdFunction 'ROOT/none*.mlir'", "No file matches")]
    [InlineData("Import-AdFunction Env:/PATH", "provider Environment")]
    [InlineData("Export-AdFunction { param($x) $x } 1.0 -Path 'ROOT/none/f.mlir'", "f.mlir cannot be written")]
    [InlineData("Export-AdFunction { param($x) $x } 1.0 -Path Env:/PATH", "provider Environment")]
    [InlineData("Install-AdRuntime -Path 'ROOT/none.so'", "none.so does not exist")]
    [InlineData("Install-AdRuntime -Path Env:/PATH", "provider Environment")]
    [InlineData("Uninstall-AdRuntime 'ROOT/none.so'", "none.so is not an installed plugin")]
    [InlineData("New-AdFunction -Path 'ROOT/none.ps1'", "none.ps1' does not exist")]
    [InlineData("New-AdFunction { 1 }", "The script block declares no parameters")]
    [InlineData("New-AdTensor -Fill @(1, 2) -Shape 3", "-Fill has shape")]
    [InlineData("Get-AdGradient 1", "Expected a script block")]
    [InlineData("Invoke-AdCompiled", "No function was given")]
    public void The_name_of_the_cmdlet_is_shown_once(string script, string text)
    {
        string message = session.Error(Folder(script)).Exception.Message;
        Assert.Contains(text, message, StringComparison.Ordinal);
        Assert.DoesNotContain($"{script.Split(' ')[0]}:", message, StringComparison.Ordinal);
        Assert.DoesNotContain(".tmp", message, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatIf_writes_nothing_and_long_programs_are_warned_of()
    {
        session.Run(Folder("Export-AdFunction (New-AdFunction { param($x) $x }) 1.0 -Path 'ROOT/f.mlir' -WhatIf"));
        Assert.Empty(Directory.GetFiles(root));
        File.WriteAllText(Path.Combine(root, "long.mlir"), $"func.func @main(%x: tensor<f64>) -> tensor<f64> {{\n{string.Concat(Enumerable.Repeat("%y = stablehlo.sine %x : tensor<f64>\n", 10_000))}return %x : tensor<f64> }}");
        var (_, errors, warnings) = session.RunAll(Folder("Import-AdFunction 'ROOT/long.mlir'"));
        Assert.Empty(errors);
        Assert.Contains("long.mlir has 10,001 operations", Assert.Single(warnings), StringComparison.Ordinal);
    }
}
