namespace Autodiff;

public sealed partial class Tensor : IFormattable
{
    /// <summary>The elements as NumPy prints them, in the invariant culture. A scalar is printed as a number.</summary>
    public override string ToString() => TensorText.Write(this, null);

    /// <summary>The elements as NumPy prints them, in the invariant culture, each in a .NET number format such as <c>F3</c>.</summary>
    public string ToString(string? format, IFormatProvider? formatProvider) => TensorText.Write(this, string.IsNullOrEmpty(format) || format == "G" ? null : format);
}
