using System.Management.Automation;

namespace Autodiff.PowerShell;

/// <summary>What CliXml keeps of a tensor.</summary>
public static class TensorMembers
{
    /// <summary>Its type in words.</summary>
    public static string CliXmlType(PSObject instance) => Revival.Describe((Tensor)instance.BaseObject);

    /// <summary>Its elements.</summary>
    public static byte[] CliXmlElements(PSObject instance) => Revival.Bytes((Tensor)instance.BaseObject);
}
