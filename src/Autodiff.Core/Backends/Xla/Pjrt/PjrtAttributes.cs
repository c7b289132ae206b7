using System.Globalization;
using System.Runtime.InteropServices;

namespace Autodiff.Backends.Xla.Pjrt;

/// <summary>The attributes of a plugin: texts, numbers, and versions as lists of numbers.</summary>
static unsafe class PjrtAttributes
{
    /// <summary>All attributes as text. The numbers of a list are separated by dots.</summary>
    public static IReadOnlyDictionary<string, string> Of(PjrtApi api)
    {
        var a = new PluginAttributesArgs();
        api.Invoke(PjrtFunction.PJRT_Plugin_Attributes, ref a);
        var r = new Dictionary<string, string>(StringComparer.Ordinal);
        for (nuint i = 0; i < a.NumAttributes; i++)
        {
            var v = a.Attributes[i];
            r[PjrtApi.Text(v.Name, v.NameSize)] = v.Type switch
            {
                0 => PjrtApi.Text((byte*)v.Value, v.ValueSize),
                2 => string.Join('.', new ReadOnlySpan<long>((void*)v.Value, checked((int)v.ValueSize)).ToArray().Select(n => n.ToString(CultureInfo.InvariantCulture))),
                _ => v.Value.ToString(CultureInfo.InvariantCulture),
            };
        }
        return r;
    }
}

/// <summary>PJRT_Plugin_Attributes_Args.</summary>
[StructLayout(LayoutKind.Sequential), PjrtStruct("PJRT_Plugin_Attributes_Args")]
unsafe struct PluginAttributesArgs
{
    public nuint StructSize;
    public void* ExtensionStart;
    public NamedValue* Attributes;
    public nuint NumAttributes;
}

/// <summary>PJRT_NamedValue, whose value is a pointer or a number.</summary>
[StructLayout(LayoutKind.Sequential), PjrtStruct("PJRT_NamedValue")]
unsafe struct NamedValue
{
    public nuint StructSize;
    public void* ExtensionStart;
    public byte* Name;
    public nuint NameSize;
    public int Type;
    public nint Value;
    public nuint ValueSize;
}
