namespace Autodiff.PowerShell.Tests.Conformance;

/// <summary>Random numbers equal JAX's bit for bit, also in a compiled function.</summary>
[Collection("PowerShell")]
public class RandomTests(PowerShellSession session)
{
    static readonly Dictionary<string, Tensor> cases = ConformanceData.Read("random.json").ToDictionary(e => e.GetProperty("script").GetString()!, e => ConformanceData.Tensor(e.GetProperty("value")));

    public static TheoryData<string> Scripts => [.. cases.Keys];

    [Theory, MemberData(nameof(Scripts))]
    public void Agrees_with_JAX(string script)
    {
        Agrees(script, script);
        Agrees(script, Compiled(script, "Managed"));
    }

    [XlaTheory, MemberData(nameof(Scripts))]
    public void Agrees_with_JAX_on_XLA(string script) => Agrees(script, Compiled(script, "Xla"));

    static string Compiled(string script, string backend) => $"Invoke-AdCompiled -Backend {backend} (New-AdFunction {{ param($unused) {script} }}) 0 -AsTensor";

    void Agrees(string name, string script)
    {
        bool normal = name.Contains("Normal", StringComparison.Ordinal);
        var (f64, f32) = normal ? (1e-12, 1e-5) : (0, 0);
        ConformanceData.Agree(cases[name], session.One(script), f64, f32);
    }
}
