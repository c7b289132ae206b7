using System.Globalization;
using System.Management.Automation;
using System.Text.RegularExpressions;

namespace Autodiff.PowerShell;

/// <summary>
/// Restores objects that come from another session. A tensor is transferred as its type in words and its elements as bytes. Anyone may have written the data, so a tensor
/// is made only if the bytes fill its shape exactly. The code of a function is not transferred, and no text is run in its place.
/// </summary>
static partial class Revival
{
    /// <summary>
    /// The property for the type of a tensor, such as f64[2,3]. The word splat behind it says that one element stands for all, and the word lost and a reason that there are no
    /// elements: the restored tensor has none either, and its use is an error.
    /// </summary>
    public const string Type = "CliXmlType";

    /// <summary>The property for the elements, in row-major order and little-endian.</summary>
    public const string Elements = "CliXmlElements";

    const string Prefix = "Deserialized.Autodiff.";
    const int MaxRank = 32;

    /// <summary>Whether an object was a tensor.</summary>
    public static bool IsTensor(PSObject o) => o.TypeNames is [Prefix + nameof(Autodiff.Tensor), ..];

    /// <summary>Whether an object was a function.</summary>
    public static bool IsFunction(object? o) => o is PSObject p && p.TypeNames.Contains(Prefix + nameof(Function));

    /// <summary>The type of a tensor in words.</summary>
    public static string Describe(Tensor t)
    {
        try
        {
            _ = t.Storage.Host;
            return $"{t.Type}{(t.IsSplat && t.Type.Shape.Size != 1 ? " splat" : "")}";
        }
        // PowerShell would omit the property.
        catch (AdException e)
        {
            return $"{t.Type} lost {e.Message.ReplaceLineEndings(" ")}";
        }
    }

    /// <summary>The elements that a tensor stores.</summary>
    public static byte[] Bytes(Tensor t) => t.Bytes();

    /// <summary>The tensor that an object was.</summary>
    /// <exception cref="AdException">The type is invalid, or the number of elements differs from it.</exception>
    public static Tensor Tensor(PSObject o)
    {
        var (type, isSplat, lost) = Parse(o.Properties[Type]?.Value?.ToString() ?? "");
        if (lost is not null) return Autodiff.Tensor.Lost(type, $"comes from another session, where it had no elements ({lost})");
        byte[] bytes = PowerShellHost.Bare(o.Properties[Elements]?.Value) as byte[] ?? throw Refuse($"{type} has no elements");
        long count = isSplat ? 1 : type.Shape.Size;
        if (bytes.LongLength != checked(count * type.DType.Size)) throw Refuse($"{type} needs {count * type.DType.Size} bytes, but {bytes.LongLength} were given");
        var elements = type.DType.NewArray(count);
        // Backends accept only the bytes 0 and 1 as booleans.
        if (elements is bool[] flags)
            for (int i = 0; i < flags.Length; i++) flags[i] = bytes[i] != 0;
        else bytes.CopyTo(elements.Bytes(type.DType.Size));
        return new(type, elements);
    }

    /// <summary>The error for a use of the remains of a function.</summary>
    public static AdException NoFunction(PSObject o) => new(
        $"{o} comes from another session, and the code of a function is not transferred. Create it in this session with New-AdFunction, or pass its program in a file with Export-AdFunction and Import-AdFunction. Tensors are transferred.", ErrorId.ForeignFunction);

    static (TensorType Type, bool IsSplat, string? Lost) Parse(string text)
    {
        var m = Form().Match(text);
        if (!m.Success || DType.TryParse(m.Groups["dtype"].Value) is not { } dtype) throw Refuse($"'{(text.Length > 80 ? text[..80] + "…" : text)}' is not a type");
        string[] dims = m.Groups["dims"].Value.Split(',', StringSplitOptions.RemoveEmptyEntries);
        if (dims.Length > MaxRank) throw Refuse($"it has {dims.Length} axes, more than {MaxRank}");
        int[] shape = Array.ConvertAll(dims, d => int.TryParse(d, NumberStyles.None, CultureInfo.InvariantCulture, out int n) ? n : throw Refuse($"{d} is not the length of an axis"));
        var type = new TensorType(dtype, new Shape(shape), m.Groups["weak"].Success);
        bool isSplat = m.Groups["splat"].Success;
        if (m.Groups["lost"] is { Success: true } lost) return (type, false, lost.Value);
        return !isSplat || type.Shape.Size > 1 ? (type, isSplat, null) : throw Refuse($"{type} does not have several elements");
    }

    static AdException Refuse(string why) => new($"A tensor from another session cannot be read: {why}.", ErrorId.InvalidCliXml);

    [GeneratedRegex(@"\A(?<dtype>\w+)\[(?<dims>([0-9]+(,[0-9]+)*)?)\](?<weak>\*)?((?<splat> splat)| lost (?<lost>.{0,1000}))?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
