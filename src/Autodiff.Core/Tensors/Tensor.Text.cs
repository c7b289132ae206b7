namespace Autodiff;

public sealed partial class Tensor : IFormattable
{
    /// <summary>The elements as NumPy prints them, whatever the culture; of a scalar, the number.</summary>
    public override string ToString() => TensorText.Write(this, null);

    /// <summary>The elements, each in a .NET number format such as <c>F3</c>, whatever the culture.</summary>
    public string ToString(string? format, IFormatProvider? formatProvider) => TensorText.Write(this, string.IsNullOrEmpty(format) || format == "G" ? null : format);
}
