using System.Management.Automation;

namespace Autodiff.PowerShell;

/// <summary>Converts a tensor to one object, nested .NET arrays, or to one object for each row.</summary>
[Cmdlet(VerbsData.ConvertFrom, "AdTensor"), OutputType(typeof(Array), typeof(PSObject))]
public sealed class ConvertFromAdTensorCommand : AdCmdlet
{
    // PowerShell binds an array only to a parameter of type object.
    /// <summary>The tensor.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, HelpMessage = "The tensor.")]
    public object InputObject { get; set; } = null!;

    /// <summary>The names of the columns. Each row becomes an object with these properties.</summary>
    [Parameter(HelpMessage = "The names of the columns. Each row becomes an object.")]
    [ValidateNotNull]
    public string[] Property { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (!Try(InputObject, InputObject, Objects, out var objects)) return;
        foreach (object o in objects) WriteObject(o, enumerateCollection: false);
    }

    object[] Objects(object item)
    {
        var value = Autodiff.Conversion.ToValue(PowerShellHost.Bare(item), "-InputObject");
        var t = value as Tensor ?? throw new AdException($"A traced value ({value.Type}) has no numbers until the function runs. Return it, and convert the function's result.", ErrorId.TracedCast);
        return Property.Length == 0 ? [Nested(t)] : Records(t, Record.Distinct(Property, "-Property"));
    }

    static object Nested(Tensor t)
    {
        if (t.Rank == 0) return t.Item();
        var flat = t.Data;
        int at = 0;
        return Level(0);

        Array Level(int axis)
        {
            int n = t.Type.Shape[axis];
            if (axis == t.Rank - 1)
            {
                var last = Array.CreateInstance(t.DType.ElementType, n);
                Array.Copy(flat, at, last, 0, n);
                at += n;
                return last;
            }
            var r = new object[n];
            for (int i = 0; i < n; i++) r[i] = Level(axis + 1);
            return r;
        }
    }

    static PSObject[] Records(Tensor t, string[] names)
    {
        int columns = t.Rank == 2 ? t.Type.Shape[1] : t.Rank == 1 ? 1 : -1;
        if (columns != names.Length)
            throw new AdException($"The tensor has shape {t.Type.Shape}; expected [rows, {names.Length}]{(names.Length == 1 ? " or [rows]" : "")} for the names in -Property.", ErrorId.ShapeMismatch);
        var flat = t.Data;
        var r = new PSObject[t.Type.Shape[0]];
        for (int row = 0; row < r.Length; row++)
        {
            r[row] = new PSObject();
            for (int c = 0; c < columns; c++) Record.Set(r[row], names[c], flat.GetValue(row * columns + c));
        }
        return r;
    }
}
