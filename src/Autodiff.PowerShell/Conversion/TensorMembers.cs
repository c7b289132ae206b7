using System.Management.Automation;

namespace Autodiff.PowerShell;

/// <summary>The members of a tensor that CliXml keeps.</summary>
public static class TensorMembers
{
    /// <summary>The type of the tensor in words.</summary>
    public static string CliXmlType(PSObject instance) => Revival.Describe((Tensor)instance.BaseObject);

    /// <summary>The elements of the tensor.</summary>
    public static byte[] CliXmlElements(PSObject instance) => Revival.Bytes((Tensor)instance.BaseObject);
}
