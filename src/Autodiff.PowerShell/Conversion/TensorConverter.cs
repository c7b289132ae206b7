using System.Management.Automation;

namespace Autodiff.PowerShell;

/// <summary>Restores a tensor from CliXml, as jobs, remote sessions and Export-Clixml write it, and converts tensors to numbers.</summary>
public sealed class TensorConverter : NumberConverter
{
    /// <inheritdoc/>
    public override bool CanConvertFrom(object sourceValue, Type destinationType) => sourceValue is PSObject o && Revival.IsTensor(o);

    /// <inheritdoc/>
    public override object ConvertFrom(object sourceValue, Type destinationType, IFormatProvider formatProvider, bool ignoreCase) => Revival.Tensor((PSObject)sourceValue);
}
