namespace Autodiff.PowerShell.Tests.Shell;

/// <summary>What is in tests/Pester holds here too, where its commands stand for Pester's: what an installed PowerShell with Pester is asked is right.</summary>
[Collection("PowerShell")]
public class PesterTests(PowerShellSession session)
{
    const string Pester = """
        function BeforeAll { param([scriptblock] $Body) . $Body }
        function Describe { param([string] $Name, [scriptblock] $Body) & $Body }
        function It { param([string] $Name, [scriptblock] $Body) & $Body; $Name }
        function Should {
            param([Parameter(ValueFromPipeline)] $Actual, [Parameter(ParameterSetName = 'Be')] $Be, [Parameter(ParameterSetName = 'Throw')] [string] $Throw)
            begin { $all = [Collections.Generic.List[object]]::new() }
            process { $all.Add($Actual) }
            end {
                if ($PSCmdlet.ParameterSetName -eq 'Throw') {
                    try { & $all[0] } catch { if ("$_" -like $Throw) { return } else { throw } }
                    throw "Expected an error like '$Throw', but there was none."
                }
                if ("$all" -ne "$Be") { throw "Expected '$Be', but got '$all'." }
            }
        }
        """;

    static readonly string folder = Path.Combine(PowerShellSession.Repository, "tests", "Pester");

    public static TheoryData<string> Files => [.. Directory.GetFiles(folder, "*.Tests.ps1").Select(f => Path.GetFileName(f))];

    [Theory, MemberData(nameof(Files))]
    public void Each_test_holds(string name)
    {
        string file = Path.Combine(folder, name);
        int declared = File.ReadLines(file).Count(l => l.TrimStart().StartsWith("It '", StringComparison.Ordinal));
        var names = session.Run($"{Pester}; . '{file}'");
        Assert.Equal(declared, names.Count);
    }
}
