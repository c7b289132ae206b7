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
        void Refuses(string error, string call) => session.Fails(error, $"{Setup}\n{call}");
        Refuses("InvalidDeviceCount … -DeviceCount … 256", "Invoke-AdCompiled $f $w $batch -DeviceCount 0 -ShardAxis @{ batch = 0 }");
        Refuses("InvalidDeviceCount … -DeviceCount … 4 devices … $env:AUTODIFF_CPU_DEVICES", "Invoke-AdCompiled $f $w $batch -DeviceCount 200 -ShardAxis @{ batch = 0 }");
        Refuses("UnknownParameter … f(w, batch) … 'x' … -ShardAxis", "Invoke-AdCompiled $f $w $batch -DeviceCount 4 -ShardAxis @{ x = 0 }");
        Refuses("InvalidAxis … -ShardAxis: batch.y … f64[8] … axis 1", "Invoke-AdCompiled $f $w $batch -DeviceCount 1 -ShardAxis @{ batch = 1 }");
        Refuses("ShapeMismatch … -ShardAxis: … axis 0 of w … f64[3,2] … 4 devices", "Invoke-AdCompiled $f $w $batch -ShardAxis @{ w = 0 }");
        Refuses("NothingToShard … -DeviceCount … -ShardAxis", "Invoke-AdCompiled $f $w $batch -DeviceCount 4");
        Refuses("NeedsXla … -Backend Xla", "Invoke-AdCompiled $f $w $batch -Backend Managed -ShardAxis @{ batch = 0 }");
        Refuses("AmbiguousArgument … -Device … -DeviceCount", "Invoke-AdCompiled $f $w $batch -Device cpu:1 -ShardAxis @{ batch = 0 }");
        Refuses("AmbiguousArgument … -BatchSize … Get-AdVmap", "$batch | Invoke-AdCompiled $f $w -BatchSize 2 -ShardAxis @{ batch = 0 }");
        string data = Path.Combine(PowerShellSession.Repository, "tests", "data", "stablehlo");
        Refuses("ImportedProgram … -DeviceCount … -ShardAxis", $"Invoke-AdCompiled (Import-AdFunction '{data}/polynomial.mlir') (New-AdTensor -Fill 1 -Shape 6 -DType f32) -DeviceCount 2 -ShardAxis @{{ arg0 = 0 }}");
    }
}
