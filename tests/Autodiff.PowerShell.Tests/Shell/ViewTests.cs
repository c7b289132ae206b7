namespace Autodiff.PowerShell.Tests.Shell;

/// <summary>How tensors and functions are shown.</summary>
public class ViewTests
{
    [Fact]
    public async Task Tensors_are_shown_as_NumPy_prints_them_and_functions_as_a_table()
    {
        string manifest = Path.Combine(PowerShellSession.Repository, "Autodiff.psd1");
        var run = await ShellProcess.RunScript($$"""
            Import-Module '{{manifest}}'
            New-AdTensor ((1.0, 2.5), (3, 4))
            'between'
            1.5 | ForEach-Object { New-AdTensor $_ }
            (New-AdTensor 1).DType
            $gone = New-AdTensor 1.0, 2.0
            $gone.Delete()
            $gone
            New-AdFunction -Name loss { param($x, $y) $x * $y }
            """);
        Assert.Equal("", run.Error);
        string[] lines = [.. run.Output.Split('\n').Select(l => l.TrimEnd()).Where(l => l.Length > 0)];
        Assert.Equal(["[[1.  2.5]", " [3.  4. ]]", "between", "1.5", "i32", "This tensor has been deleted: it has no elements any more."], lines[..6]);
        Assert.Matches(@"^Name +Parameters +Signatures$", lines[6]);
        Assert.Matches(@"^loss +x, y +0$", lines[8]);
    }
}
