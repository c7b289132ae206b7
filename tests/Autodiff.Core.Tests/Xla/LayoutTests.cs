using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.Json;
using Autodiff.Backends.Xla.Pjrt;

namespace Autodiff.Core.Tests.Xla;

/// <summary>Every struct and function offset of the bindings matches the C header.</summary>
public class LayoutTests
{
    static readonly JsonElement layout = JsonDocument.Parse(File.ReadAllText(TestData.Path("pjrt-layout.json"))).RootElement;

    public static TheoryData<string, Type> Structs
    {
        get
        {
            var r = new TheoryData<string, Type>();
            foreach (var t in typeof(PjrtApi).Assembly.GetTypes())
                foreach (var a in t.GetCustomAttributes<PjrtStructAttribute>()) r.Add(a.Name, t);
            return r;
        }
    }

    [Theory, MemberData(nameof(Structs))]
    public void A_struct_is_laid_out_as_in_the_header(string name, Type type)
    {
        var c = layout.GetProperty(name);
        Assert.Equal(c.GetProperty("size").GetInt32(), Marshal.SizeOf(type));
        int[] expected = [.. c.GetProperty("fields").EnumerateObject().Select(f => f.Value.GetInt32()).Distinct()];
        int[] actual = [.. type.GetFields(BindingFlags.Public | BindingFlags.Instance).Select(f => (int)Marshal.OffsetOf(type, f.Name))];
        Assert.Equal(expected, actual.Take(expected.Length));
    }

    [Fact]
    public void Functions_are_where_the_header_has_them()
    {
        var fields = layout.GetProperty("PJRT_Api").GetProperty("fields");
        Assert.All(Enum.GetValues<PjrtFunction>(), f => Assert.Equal(fields.GetProperty(f.ToString()).GetInt32(), (int)f));
        Assert.Equal(PjrtApi.VersionOffset, fields.GetProperty("pjrt_api_version").GetInt32());
    }
}
