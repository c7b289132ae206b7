using System.Text.Json;

namespace Autodiff.PowerShell.Tests.Conformance;

/// <summary>Results of JAX 0.10.2 with x64 enabled: the files of tests/data. Numbers are flat and row-major; NaN and infinities are strings.</summary>
static class ConformanceData
{
    /// <summary>The elements of a file that is one array.</summary>
    public static JsonElement[] Read(string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(PowerShellSession.Repository, "tests", "data", file)));
        return [.. document.RootElement.Clone().EnumerateArray()];
    }

    /// <summary>A tensor of <c>{"dtype", "shape", "data"}</c>.</summary>
    public static Tensor Tensor(JsonElement e)
    {
        var shape = new Shape([.. e.GetProperty("shape").EnumerateArray().Select(d => d.GetInt32())]);
        var data = e.GetProperty("data").EnumerateArray().ToArray();
        return e.GetProperty("dtype").GetString() switch
        {
            "f64" => Autodiff.Tensor.Of<double>(Array.ConvertAll(data, Number), shape),
            "f32" => Autodiff.Tensor.Of<float>(Array.ConvertAll(data, d => (float)Number(d)), shape),
            "i32" => Autodiff.Tensor.Of<int>(Array.ConvertAll(data, d => d.GetInt32()), shape),
            "i64" => Autodiff.Tensor.Of<long>(Array.ConvertAll(data, d => d.GetInt64()), shape),
            "u32" => Autodiff.Tensor.Of<uint>(Array.ConvertAll(data, d => d.GetUInt32()), shape),
            _ => Autodiff.Tensor.Of<bool>(Array.ConvertAll(data, d => d.GetBoolean()), shape),
        };
    }

    /// <summary>The tensors of an array.</summary>
    public static Tensor[] Tensors(JsonElement e) => [.. e.EnumerateArray().Select(Tensor)];

    static double Number(JsonElement e) => e.ValueKind != JsonValueKind.String ? e.GetDouble() : e.GetString() switch
    {
        "Infinity" => double.PositiveInfinity,
        "-Infinity" => double.NegativeInfinity,
        _ => double.NaN,
    };

    /// <summary>Asserts equal dtypes and shapes, and equal numbers: floats to a fraction of the greater of the expected number and 1, others exactly.</summary>
    public static void Agree(Tensor expected, object? result, double f64 = 1e-9, double f32 = 2e-5)
    {
        var actual = Assert.IsType<Tensor>(result);
        Assert.Equal((expected.DType, new Shape(expected.Shape)), (actual.DType, new Shape(actual.Shape)));
        var (e, a) = (expected.Data, actual.Data);
        double tolerance = expected.DType == DType.F64 ? f64 : expected.DType == DType.F32 ? f32 : 0;
        for (int i = 0; i < e.Length; i++)
        {
            object x = e.GetValue(i)!, y = a.GetValue(i)!;
            if (x.Equals(y)) continue;
            double u = Convert.ToDouble(x, null), v = Convert.ToDouble(y, null);
            if (!(Math.Abs(u - v) <= tolerance * Math.Max(1, Math.Abs(u)))) Assert.Fail($"Element {i}: expected {u:R}, got {v:R}.");
        }
    }
}
