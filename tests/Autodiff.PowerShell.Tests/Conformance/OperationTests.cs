using System.Management.Automation;
using Xunit.Abstractions;

namespace Autodiff.PowerShell.Tests.Conformance;

/// <summary>Each case of operations.json as a script block: its value, gradient, directional derivative, Hessian and map, on each backend.</summary>
[Collection("PowerShell")]
public class OperationTests(PowerShellSession session, ITestOutputHelper output)
{
    public static TheoryData<string, string> Cases => Parts(_ => true);

    public static TheoryData<string, string> Compiled => Parts(part => part != "eager");

    static TheoryData<string, string> Parts(Func<string, bool> wanted)
    {
        var data = new TheoryData<string, string>();
        foreach (var c in OperationCase.All.Values.Where(c => !c.Missing.Any()))
            foreach (string part in c.Parts.Where(wanted)) data.Add(c.Name, part);
        return data;
    }

    [Theory, MemberData(nameof(Cases))]
    public void Agrees_with_JAX(string name, string part) => Agrees(name, part, "Managed");

    [XlaTheory, MemberData(nameof(Compiled))]
    public void Agrees_with_JAX_on_XLA(string name, string part) => Agrees(name, part, "Xla");

    void Agrees(string name, string part, string backend)
    {
        var c = OperationCase.All[name];
        string f = $"New-AdFunction {{ {c.Script} }}", by = $"-Parameter {string.Join(", ", c.Differentiated)}";
        switch (part)
        {
            case "eager":
                ConformanceData.Agree(c.One("value"), Call($"param($a) Invoke-AdFunction -Function ({f}) -ArgumentList $a -AsTensor", c.Many("args")));
                break;
            case "value":
                ConformanceData.Agree(c.One("value"), Call($"param($a) Invoke-AdCompiled -Backend {backend} -Function ({f}) -ArgumentList $a -AsTensor", c.Many("args")));
                break;
            case "grads":
                Each(c, "grads", Call($"param($a) Invoke-AdCompiled -Backend {backend} -Function ({f} | Get-AdVjp {by}) -ArgumentList $a -AsTensor", [.. c.Many("args"), c.One("cotangent")]));
                break;
            case "jvp":
                var tangents = c.Many("tangents");
                object tangent = tangents.Length == 1 ? tangents[0] : c.Differentiated.Zip(tangents).ToDictionary(p => p.First, p => (object)p.Second);
                var r = PSObject.AsPSObject(Call($"param($a) Invoke-AdCompiled -Backend {backend} -Function ({f} | Get-AdJvp {by}) -ArgumentList $a -AsTensor", [.. c.Many("args"), tangent]));
                ConformanceData.Agree(c.One("value"), Bare(r.Properties["Value"].Value));
                ConformanceData.Agree(c.One("jvp"), Bare(r.Properties["Tangent"].Value));
                break;
            case "hessian":
                ConformanceData.Agree(c.One("hessian"), Call($"param($a) Invoke-AdCompiled -Backend {backend} -Function ({f} | Get-AdHessian -Parameter {c.Differentiated[0]}) -ArgumentList $a -AsTensor", c.Many("args")));
                break;
            default:
                ConformanceData.Agree(c.One("vmap"), Call($"param($a) Invoke-AdCompiled -Backend {backend} -Function ({f} | Get-AdVmap) -ArgumentList $a -AsTensor", c.Many("batch")));
                break;
        }
    }

    [Fact]
    public void Every_operation_that_a_case_names_exists()
    {
        foreach (var g in OperationCase.All.Values.GroupBy(c => c.Group)) output.WriteLine($"{g.Key}: {g.Count(c => !c.Missing.Any())} of {g.Count()}");
        Assert.Equal([], OperationCase.All.Values.SelectMany(c => c.Missing).Distinct());
        Assert.Equal(157, OperationCase.All.Count);
    }

    // With one parameter the result is its gradient, with several an object with a property for each.
    static void Each(OperationCase c, string property, object? result)
    {
        var expected = c.Many(property);
        for (int i = 0; i < expected.Length; i++)
            ConformanceData.Agree(expected[i], expected.Length == 1 ? result : Bare(PSObject.AsPSObject(result).Properties[c.Differentiated[i]].Value));
    }

    object? Call(string script, object[] arguments) => session.One(script, [arguments]);

    static object? Bare(object? x) => x is PSObject o ? o.BaseObject : x;
}
