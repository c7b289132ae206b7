using System.Management.Automation;
using CsCheck;

namespace Autodiff.PowerShell.Tests.Tensors;

/// <summary>
/// Objects that cross the border of a session, as in jobs, remote sessions and Export-Clixml: tensors are restored, functions are not, and forged data is refused.
/// </summary>
[Collection("PowerShell")]
public class CliXmlTests(PowerShellSession session)
{
    const string Serializer = "$cli = [System.Management.Automation.PSSerializer]; ";

    [Theory]
    [InlineData("New-AdTensor ((1.0, 2.5), (3, 4))")]
    [InlineData("New-AdTensor -1, 2147483647 -DType i32")]
    [InlineData("New-AdTensor 9223372036854775807, -1")]
    [InlineData("New-AdTensor 4294967295 -DType u32")]
    [InlineData("New-AdTensor 0.1, 1e-40 -DType f32")]
    [InlineData("New-AdTensor 0.1, 6e-8 -DType f16")]
    [InlineData("New-AdTensor 0.1, 1e-40 -DType bf16")]
    [InlineData("New-AdTensor $true, $false")]
    [InlineData("New-AdTensor ([double]::NaN, [double]::NegativeInfinity, -0.0)")]
    [InlineData("New-AdTensor 5")]
    [InlineData("Invoke-AdCompiled (New-AdFunction { param($x) $x }) 2.5 -AsTensor")]
    [InlineData("[Ad]::Zeros((0, 3))")]
    [InlineData("[Ad]::Ones((1000, 1000))")]
    public void A_tensor_arrives_as_it_was(string script)
    {
        var sent = Assert.IsType<Tensor>(session.One(script));
        var arrived = Assert.IsType<Tensor>(Travel(sent));
        Assert.Equal(sent.Type, arrived.Type);
        Assert.Equal(sent.IsSplat, arrived.IsSplat);
        Assert.True(sent.SameBits(arrived));
    }

    [Fact]
    public void One_element_that_stands_for_all_travels_as_one() => Assert.InRange(Serialize(Ad.Zeros([1000, 1000])).Length, 1, 1000);

    [Fact]
    public void Tensors_in_objects_lists_and_hashtables_arrive() => Assert.Equal("Tensor Tensor Tensor", session.Text(
        Serializer + """
        $t = New-AdTensor 1.0, 2.0
        $r = $cli::Deserialize($cli::Serialize([pscustomobject]@{ a = $t; b = @($t, 1); c = @{ d = $t } }))
        $r.a, $r.b[0], $r.c.d | ForEach-Object { $_.GetType().Name }
        """));

    // In a session that imports the module later, tensors arrive as objects that have no methods.
    [Theory]
    [InlineData("Invoke-AdCompiled (New-AdFunction { param($x) $x * 2 }) $dead", "[2. 4.]")]
    [InlineData("(, $dead) | Invoke-AdCompiled (New-AdFunction { param($x) $x * 2 })", "[2. 4.]")]
    [InlineData("Invoke-AdCompiled (New-AdFunction { param($p) $p.w * 2 }) @{ w = $dead }", "[2. 4.]")]
    [InlineData("[Ad]::Sum([Autodiff.Tensor] $dead)", "3")]
    [InlineData("New-AdTensor $dead", "[1. 2.]")]
    [InlineData("$dead, $dead | ConvertTo-AdTensor", "[[1. 2.]\n [1. 2.]]")]
    [InlineData("ConvertFrom-AdTensor $dead", "1 2")]
    public void What_arrived_before_the_module_is_used_all_the_same(string script, string expected) =>
        Assert.Equal(expected, session.Text("$dead = & { " + Dead("f64[2]", 1.0, 2.0) + " }; " + script));

    [Theory]
    [InlineData("f64[3]", "InvalidCliXml … f64[3] … 24 bytes … 16")]
    [InlineData("f64[2147483647]", "InvalidCliXml … f64[2147483647] … 17179869176 bytes … 16")]
    [InlineData("f64[2147483647,2147483647,2147483647,2147483647]", "InvalidShape … elements")]
    [InlineData("f64[0,2147483647]", "InvalidCliXml … f64[0,2147483647] … 0 bytes … 16")]
    [InlineData("f64[4294967298]", "InvalidCliXml … 4294967298")]
    [InlineData("f64[-2]", "InvalidCliXml … 'f64[-2]'")]
    [InlineData("f64[2] splat", "InvalidCliXml … f64[2] … 8 bytes … 16")]
    [InlineData("f32[2]", "InvalidCliXml … f32[2] … 8 bytes … 16")]
    [InlineData("f99[2]", "InvalidCliXml … 'f99[2]'")]
    [InlineData("f64[2]\n", "InvalidCliXml … type")]
    [InlineData("", "InvalidCliXml … ''")]
    [InlineData("f64[1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,2]", "InvalidCliXml … 33 axes … 32")]
    public void What_is_forged_is_refused(string type, string error)
    {
        string forged = Serialize(session.One("New-AdTensor 1.0, 2.0")!).Replace("f64[2]", type.Replace("\n", "_x000A_", StringComparison.Ordinal), StringComparison.Ordinal);
        object arrived = session.Run(Serializer + "$cli::Deserialize($args[0])", forged)[0];
        Assert.IsType<PSCustomObject>(Assert.IsType<PSObject>(arrived).BaseObject);
        PowerShellSession.Fails(error, session.Error("Invoke-AdCompiled (New-AdFunction { param($x) $x }) $args[0]", arrived));
    }

    [Fact]
    public void A_byte_that_is_no_boolean_becomes_one()
    {
        string forged = Serialize(session.One("New-AdTensor $true, $false, $true")!).Replace(Convert.ToBase64String([1, 0, 1]), Convert.ToBase64String([2, 0, 255]), StringComparison.Ordinal);
        var arrived = Assert.IsType<Tensor>(session.One(Serializer + "$cli::Deserialize($args[0])", forged));
        Assert.Equal([1, 0, 1], arrived.Bytes());
    }

    // Data that a forger may write: pieces of types in any order, and any bytes.
    [Fact]
    public void Whatever_is_written_is_a_tensor_that_its_elements_fill_or_refused()
    {
        var piece = Gen.OneOf([.. new[] { "f64", "f32", "i32", "bool", "[", "]", ",", "2", "0", "65536", "4294967296", "-1", "*", " splat", " ", "\0", "٣" }.Select(Gen.Const)]);
        var text = Gen.OneOf(piece.Array[0, 8].Select(parts => string.Concat(parts)), Gen.Select(piece, Gen.Int[0, 3].Array[0, 3], piece, (d, dims, end) => $"{d}[{string.Join(',', dims)}]{end}"));
        Gen.Select(text, Gen.Byte.Array[0, 40]).Sample((type, bytes) =>
        {
            var o = new PSObject();
            o.Properties.Add(new PSNoteProperty(Revival.Type, type));
            o.Properties.Add(new PSNoteProperty(Revival.Elements, bytes));
            try
            {
                var t = Revival.Tensor(o);
                Assert.Equal(type, Revival.Describe(t));
                Assert.Equal(bytes.Length, (t.IsSplat ? 1 : t.Size) * t.DType.Size);
            }
            catch (AdException e)
            {
                Assert.False(string.IsNullOrEmpty(e.Message));
            }
        }, iter: 20_000);
    }

    [Theory]
    [InlineData("Invoke-AdCompiled $f 1.0")]
    [InlineData("$f | Invoke-AdCompiled -ArgumentList 1.0")]
    [InlineData("Get-AdGradient $f")]
    [InlineData("$f | Get-AdGradient")]
    [InlineData("Get-AdGraph $f")]
    public void A_function_does_not_travel_and_the_error_says_what_to_do(string script)
    {
        const string sent = Serializer + "$f = $cli::Deserialize($cli::Serialize((New-AdFunction -Name loss { param($x, $y) $x * $y }))); ";
        Assert.Equal("loss(x, y)", session.Text(sent + "\"$f\""));
        session.Fails("ForeignFunction … loss(x, y) … New-AdFunction … Export-AdFunction … Import-AdFunction", sent + script);
    }

    object Travel(object o) => session.One(Serializer + "$cli::Deserialize($cli::Serialize($args[0]))", o)!;

    string Serialize(object o) => (string)session.One(Serializer + "$cli::Serialize($args[0])", o)!;

    static string Dead(string type, params double[] elements) =>
        $"$o = [pscustomobject]@{{ CliXmlType = '{type}'; CliXmlElements = [Convert]::FromBase64String('{Convert.ToBase64String(System.Runtime.InteropServices.MemoryMarshal.AsBytes<double>(elements))}') }}; $o.pstypenames.Insert(0, 'Deserialized.Autodiff.Tensor'); $o";
}
