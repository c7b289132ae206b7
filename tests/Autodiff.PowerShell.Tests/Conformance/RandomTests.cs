namespace Autodiff.PowerShell.Tests.Conformance;

/// <summary>Random numbers are JAX's, bit for bit, also in a compiled function.</summary>
[Collection("PowerShell")]
public class RandomTests(PowerShellSession session)
{
    static readonly Dictionary<string, Tensor> cases = ConformanceData.Read("random.json").ToDictionary(e => e.GetProperty("script").GetString()!, e => ConformanceData.Tensor(e.GetProperty("value")));

    public static TheoryData<string> Scripts => [.. cases.Keys];

    [Theory, MemberData(nameof(Scripts))]
    public void Agrees_with_JAX(string script)
    {
        bool normal = script.Contains("Normal", StringComparison.Ordinal);
        var (f64, f32) = normal ? (1e-12, 1e-5) : (0, 0);
        ConformanceData.Agree(cases[script], session.One(script), f64, f32);
        ConformanceData.Agree(cases[script], session.One($"Invoke-AdCompiled (New-AdFunction {{ param($unused) {script} }}) 0 -AsTensor"), f64, f32);
    }
}
