namespace Autodiff.PowerShell.Tests.Tensors;

[Collection("PowerShell")]
public class TensorCmdletTests(PowerShellSession session)
{
    [Theory]
    [InlineData("New-AdTensor 5.0", "f64[]")]
    [InlineData("New-AdTensor 5", "i32[]")]
    [InlineData("New-AdTensor -1.5", "f64[]")]
    [InlineData("New-AdTensor @(5.0)", "f64[1]")]
    [InlineData("New-AdTensor 1, 2", "i32[2]")]
    [InlineData("New-AdTensor 1, -2", "f64[2]")]
    [InlineData("New-AdTensor '1,2.5,3'.Split(',')", "f64[3]")]
    [InlineData("New-AdTensor ((1, 2), (3, 4.5))", "f64[2,2]")]
    [InlineData("New-AdTensor @()", "f64[0]")]
    [InlineData("New-AdTensor -Data (1..6) -Shape 2, 3", "i32[2,3]")]
    [InlineData("New-AdTensor -Data (1..6) -Shape 2, -1", "i32[2,3]")]
    [InlineData("New-AdTensor -Data (1..6) -Shape (3, 2) -DType f32", "f32[3,2]")]
    [InlineData("New-AdTensor -Data @(5) -Shape @()", "i32[]")]
    [InlineData("New-AdTensor 2.0 -DType i32", "i32[]")]
    [InlineData("New-AdTensor 1 -DType bool", "bool[]")]
    [InlineData("New-AdTensor -Fill 2 -Shape 2, 2", "i32[2,2]")]
    [InlineData("New-AdTensor -Fill 2.5 -Shape 3 -DType f32", "f32[3]")]
    [InlineData("New-AdTensor -Fill 2.5 -Shape @()", "f64[]")]
    [InlineData("New-AdTensor -Random -Shape 2, 3", "f64[2,3]")]
    [InlineData("New-AdTensor -Random -Shape 2, 3 -DType f32", "f32[2,3]")]
    [InlineData("New-AdTensor -Random -Shape 2, 3 -DType bf16", "bf16[2,3]")]
    [InlineData("New-AdTensor ([Half] 1.5)", "f16[]")]
    [InlineData("New-AdTensor ([Half[]](1, 2.5))", "f16[2]")]
    [InlineData("New-AdTensor ([Half] 1.5), 2", "f16[2]")]
    [InlineData("[Half] 1, [Half] 2 | ConvertTo-AdTensor", "f16[2]")]
    [InlineData("1, 2.5 | ConvertTo-AdTensor -DType f16", "f16[2]")]
    [InlineData("1, 2.5 | ConvertTo-AdTensor -DType bf16", "bf16[2]")]
    [InlineData("1, 2, 3 | ConvertTo-AdTensor", "i32[3]")]
    [InlineData("1, 2.5, 3L | ConvertTo-AdTensor", "f64[3]")]
    [InlineData("'1', '2.5' | ConvertTo-AdTensor", "f64[2]")]
    [InlineData("(1, 2), (3, 4) | ConvertTo-AdTensor", "i32[2,2]")]
    [InlineData("(New-AdTensor 1, 2), (New-AdTensor 3, 4.5) | ConvertTo-AdTensor", "f64[2,2]")]
    [InlineData("@{ a = 1; b = '2' }, [pscustomobject] @{ a = 3; b = '4.5' } | ConvertTo-AdTensor -Property a, b", "f64[2,2]")]
    [InlineData("@{ a = 1 }, @{ a = 2 } | ConvertTo-AdTensor -Property a -DType f32", "f32[2,1]")]
    [InlineData("@() | ConvertTo-AdTensor", "f64[0]")]
    [InlineData("ConvertTo-AdTensor ((1, 2), (3, 4))", "i32[2,2]")]
    public void Tensors_of_numbers(string script, string type) => Assert.Equal(type, Assert.IsType<Tensor>(session.One(script)).Type.ToString());

    [Theory]
    [InlineData("New-AdTensor 1.5 -DType i32", "DoesNotFit", "1.5 … [Ad]::Cast")]
    [InlineData("New-AdTensor (1, 3e9) -DType i32", "DoesNotFit", "3000000000 … [Ad]::Cast")]
    [InlineData("New-AdTensor 1e300 -DType f32", "DoesNotFit", "1E+300 … [Ad]::Cast")]
    [InlineData("New-AdTensor 70000 -DType f16", "DoesNotFit", "70000 … f16 … [Ad]::Cast")]
    [InlineData("New-AdTensor -1 -DType u32", "DoesNotFit", "-1 … u32 … [Ad]::Cast")]
    [InlineData("New-AdTensor ([double]::NaN) -DType i64", "DoesNotFit", "NaN … i64 … [Ad]::Cast")]
    [InlineData("New-AdTensor 'abc'", "NotANumber", "-Data: … 'abc'")]
    [InlineData("New-AdTensor $null", "NotANumber", "-Data: … $null")]
    [InlineData("New-AdTensor ((1, 2), (, 3))", "RaggedArray", "-Data: … -Data[1]")]
    [InlineData("New-AdTensor 1, 2 -Shape 0.5", "InvalidShape", "-Shape … 0.5")]
    [InlineData("New-AdTensor -Fill (1, 2) -Shape 2", "NotScalar", "-Fill … [2]")]
    [InlineData("New-AdTensor -Random -Shape 2 -DType i32", "InvalidDType", "-DType")]
    [InlineData("'1', 'x' | ConvertTo-AdTensor", "NotANumber", "item 1 … 'x'")]
    [InlineData("1, (2, 3) | ConvertTo-AdTensor", "ShapeMismatch", "item 1 … [2] … item 0 … []")]
    [InlineData("@{ a = 1 }, @{ b = 2 } | ConvertTo-AdTensor -Property a", "MissingProperty", "item 1 … 'a'")]
    [InlineData("1, [pscustomobject] @{ a = 1 } | ConvertTo-AdTensor", "MissingProperty", "item 1 … -Property x, y")]
    [InlineData("@{ a = 1; b = 'x' } | ConvertTo-AdTensor -Property a, b", "NotANumber", "item 0 … 'b' … 'x'")]
    [InlineData("New-AdTensor ((1, 2), (3, 4)) | ConvertFrom-AdTensor -Property a", "ShapeMismatch", "-Property … [2,2]")]
    public void What_is_none_is_refused(string script, string id, string message)
    {
        var error = session.Error(script);
        PowerShellSession.Fails($"{id} … {message}", error);
        Assert.StartsWith(id + ",", error.FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void A_seed_gives_the_same_numbers_and_none_gives_new_ones()
    {
        Assert.True((bool)session.One("$a = New-AdTensor -Random -Shape 4 -Seed 7; $b = New-AdTensor -Random -Shape 4 -Seed 7; [bool] [Ad]::All($a -eq $b)")!);
        Assert.False((bool)session.One("$a = New-AdTensor -Random -Shape 4; $b = New-AdTensor -Random -Shape 4; [bool] [Ad]::All($a -eq $b)")!);
    }

    [Fact]
    public void ConvertFrom_gives_nested_arrays_as_one_object()
    {
        var nested = Assert.IsType<object[]>(session.One("New-AdTensor ((1, 2), (3, 4)) | ConvertFrom-AdTensor"));
        Assert.Equal([3, 4], Assert.IsType<int[]>(nested[1]));
        Assert.Equal(new[] { 1.5, 2 }, session.One("ConvertFrom-AdTensor (New-AdTensor 1.5, 2)"));
        Assert.Equal(2.5, session.One("ConvertFrom-AdTensor (New-AdTensor 2.5)"));
        Assert.Equal("True", session.Text("$t = New-AdTensor (1..24) -Shape 2, 3, 4; [bool] [Ad]::All((ConvertTo-AdTensor (ConvertFrom-AdTensor $t)) -eq $t)"));
    }

    [Fact]
    public void ConvertFrom_gives_rows_as_objects()
    {
        var rows = session.Run("New-AdTensor ((1, 2), (3, 4)) | ConvertFrom-AdTensor -Property a, b");
        Assert.Equal(["@{a=1; b=2}", "@{a=3; b=4}"], rows.Select(r => r.ToString()));
        Assert.Equal("@{a=1} @{a=2}", session.Text("New-AdTensor 1, 2 | ConvertFrom-AdTensor -Property a"));
    }

    [Theory]
    [InlineData("$t.Shape", "2 3")]
    [InlineData("$t.Rank, $t.Count, $t.Length, $t.Size", "2 2 2 6")]
    [InlineData("$t.DType", "i32")]
    [InlineData("$t.DType -eq 'i32'; $t.DType -eq 'f32'", "True False")]
    [InlineData("$t.Data", "1 2 3 4 5 6")]
    [InlineData("$t.Data.GetType().Name; $t.ToArray().GetType().Name", "Int32[] Int32[,]")]
    [InlineData("(New-AdTensor @(3.5)).Item()", "3.5")]
    [InlineData("'{0:F2}|{1:F1}' -f (New-AdTensor 1.5, 2), (New-AdTensor 1.75)", "[1.50 2.00]|1.8")]
    [InlineData("\"$t\"", "[[1 2 3]\n [4 5 6]]")]
    [InlineData("@($t | ForEach-Object { $_ }).Count", "1")]
    public void Members(string script, string expected) => Assert.Equal(expected, session.Text("$t = New-AdTensor (1..6) -Shape 2, 3; " + script));
}
