using System.Management.Automation;

namespace Autodiff.PowerShell;

/// <summary>Collects the pipeline into one tensor. Numbers make one axis, arrays and tensors make rows, and properties of objects make columns.</summary>
[Cmdlet(VerbsData.ConvertTo, "AdTensor"), OutputType(typeof(Tensor))]
public sealed class ConvertToAdTensorCommand : AdCmdlet
{
    readonly List<Tensor> items = [];
    Tensor? whole;

    /// <summary>Numbers, arrays, tensors, or objects with numeric properties. An array that is given by name instead of piped is the tensor itself.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, HelpMessage = "Numbers, arrays, tensors or objects.")]
    [AllowNull, AllowEmptyCollection, AllowEmptyString]
    public object? InputObject { get; set; }

    /// <summary>The properties that become columns. The shape is [rows, columns]. Text, as from a CSV file, must be a number in the invariant culture.</summary>
    [Parameter(HelpMessage = "The properties that become columns.")]
    [ValidateNotNull]
    public string[] Property { get; set; } = [];

    /// <summary>The dtype, which must be able to represent every number. Default: the common dtype of the numbers.</summary>
    [Parameter(HelpMessage = "The dtype, such as f32.")]
    [ArgumentCompleter(typeof(DTypeCompleter))]
    public DType? DType { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => Do<object?>(InputObject, () =>
    {
        object? item = PowerShellHost.Bare(InputObject);
        string place = $"item {items.Count}";
        if (Property.Length > 0) items.Add(Row(item, place));
        else if (MyInvocation.ExpectingInput) items.Add(Read(item, place));
        else whole = Read(item, "-InputObject");
        return null;
    });

    /// <inheritdoc/>
    protected override void EndProcessing() => WriteObject(Do(null, () =>
    {
        var all = whole ?? (items.Count == 0 ? Tensor.Of(Array.Empty<double>()) : Stack());
        return ExactCast.To(all, DType ?? all.DType);
    }));

    Tensor Row(object? item, string place)
    {
        var row = Array.ConvertAll(Property, name => Record.Is(item) && Record.TryGet(item!, name, out object? value)
            ? Read(PowerShellHost.Bare(value), $"{place}, property '{name}'")
            : throw new AdException($"{place} has no property '{name}'.", ErrorId.MissingProperty));
        return Join(row, (i, first) => $"{place}: property '{Property[i]}' has shape {row[i].Type.Shape}; expected {first}, the shape of '{Property[0]}'.");
    }

    Tensor Stack() => Join([.. items], (i, first) => $"item {i} has shape {items[i].Type.Shape}; expected {first}, the shape of item 0.");

    static Tensor Read(object? item, string place)
    {
        if (Record.Is(item)) throw new AdException($"{place} is an object. Name the properties that become columns, as in -Property x, y.", ErrorId.MissingProperty);
        return Autodiff.Conversion.ToValue(NumericText.Read(item), place) as Tensor ?? throw new AdException($"{place} is a traced value. Use [Ad]::Stack inside a function.", ErrorId.TracedCast);
    }

    static Tensor Join(Tensor[] parts, Func<int, Shape, string> mismatch)
    {
        var shape = parts[0].Type.Shape;
        for (int i = 1; i < parts.Length; i++)
            if (parts[i].Type.Shape != shape) throw new AdException(mismatch(i, shape), ErrorId.ShapeMismatch);
        var alike = Ad.MatchDTypes(Array.ConvertAll(parts, p => (Value)p.Retyped(p.Type.Strong)));
        return Rows.Stack([.. alike.Cast<Tensor>()], new TensorType(alike[0].DType, shape.Prepend(parts.Length)));
    }
}
