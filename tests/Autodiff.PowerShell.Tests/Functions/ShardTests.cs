namespace Autodiff.PowerShell.Tests.Functions;

/// <summary>-DeviceCount and -ShardAxis as a user types them.</summary>
[Collection("PowerShell")]
public class ShardTests(PowerShellSession session)
{
    const string Setup = """
        $f = New-AdFunction { param($w, $batch) [Ad]::Sum([Ad]::Tanh([Ad]::MatMul($batch.x, $w))) + [Ad]::Sum($batch.y) }
        $w = New-AdTensor -Random -Seed 1 -Shape 3, 2
        $batch = @{ x = New-AdTensor -Random -Seed 2 -Shape 8, 3; y = New-AdTensor -Random -Seed 3 -Shape 8 }
        """;

    [XlaFact]
    public void A_divided_batch_gives_what_one_device_gives() => Assert.Equal("True True True", session.Text($$"""
        {{Setup}}
        $g = $f | Get-AdGradient -Parameter w -WithValue
        $one = Invoke-AdCompiled $g $w $batch
        $four = Invoke-AdCompiled $g $w $batch -Backend Xla -DeviceCount 4 -ShardAxis @{ batch = 0 }
        [Math]::Abs($one.Value - $four.Value) -lt 1e-12
        [Ad]::Max([Ad]::Abs($one.Gradient - $four.Gradient)).Item() -lt 1e-12
        # All devices that there are, and a stream of batches.
        $all = $batch, $batch | Invoke-AdCompiled $f $w -ShardAxis @{ batch = 0; w = $null }
        [Math]::Abs($all[1] - (Invoke-AdCompiled $f $w $batch)) -lt 1e-12
        """));

    [XlaFact]
    public void Errors_name_the_argument()
    {
        string Error(string call) => session.Error($"{Setup}\n{call}").ToString();
        Assert.StartsWith("-DeviceCount is 0;", Error("Invoke-AdCompiled $f $w $batch -DeviceCount 0 -ShardAxis @{ batch = 0 }"), StringComparison.Ordinal);
        Assert.StartsWith("-DeviceCount is 200, but the plugin has 4 devices.", Error("Invoke-AdCompiled $f $w $batch -DeviceCount 200 -ShardAxis @{ batch = 0 }"), StringComparison.Ordinal);
        Assert.Equal("f(w, batch) has no parameter 'x': -ShardAxis takes w, batch.", Error("Invoke-AdCompiled $f $w $batch -DeviceCount 4 -ShardAxis @{ x = 0 }"));
        Assert.Equal("-ShardAxis: batch.y is f64[8] and has no axis 1.", Error("Invoke-AdCompiled $f $w $batch -DeviceCount 1 -ShardAxis @{ batch = 1 }"));
        Assert.StartsWith("-ShardAxis: axis 0 of w, which is f64[3,2], has 3 elements, and cannot be divided among 4 devices", Error("Invoke-AdCompiled $f $w $batch -ShardAxis @{ w = 0 }"), StringComparison.Ordinal);
        Assert.StartsWith("-DeviceCount: nothing is divided", Error("Invoke-AdCompiled $f $w $batch -DeviceCount 4"), StringComparison.Ordinal);
        Assert.Contains("write -Backend Xla", Error("Invoke-AdCompiled $f $w $batch -Backend Managed -ShardAxis @{ batch = 0 }"), StringComparison.Ordinal);
        Assert.Contains("-Device names one device", Error("Invoke-AdCompiled $f $w $batch -Device cpu:1 -ShardAxis @{ batch = 0 }"), StringComparison.Ordinal);
        Assert.Contains("Get-AdVmap", Error("$batch | Invoke-AdCompiled $f $w -BatchSize 2 -ShardAxis @{ batch = 0 }"), StringComparison.Ordinal);
        string data = Path.Combine(PowerShellSession.Repository, "tests", "data", "stablehlo");
        Assert.Contains("An imported program is for one device", Error($"Invoke-AdCompiled (Import-AdFunction '{data}/polynomial.mlir') (New-AdTensor -Fill 1 -Shape 6 -DType f32) -DeviceCount 2 -ShardAxis @{{ arg0 = 0 }}"), StringComparison.Ordinal);
    }
}
