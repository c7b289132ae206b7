using System.Collections;
using System.Management.Automation;

namespace Autodiff.PowerShell.Rewriting;

/// <summary>New-Object of a collection of numbers: see <see cref="Collections"/>.</summary>
[Cmdlet("New", "Object", DefaultParameterSetName = "Net")]
sealed class NewObjectTracedCommand : TracedCommand
{
    [Parameter(ParameterSetName = "Net", Mandatory = true, Position = 0)]
    public string TypeName { get; set; } = "";

    [Parameter(ParameterSetName = "Net", Position = 1)]
    [Alias("Args")]
    public object?[]? ArgumentList { get; set; }

    [Parameter(ParameterSetName = "Com", Mandatory = true, Position = 0)]
    public string? ComObject { get; set; }

    [Parameter(ParameterSetName = "Com")]
    public SwitchParameter Strict { get; set; }

    [Parameter]
    public IDictionary? Property { get; set; }

    protected override bool Takes() => Collections.AreOpen && Property is null && LanguagePrimitives.TryConvertTo(TypeName, out Type type) && (Collections.Element(type) is not null || ScriptClass.Of(type) is not null);

    // A constructor of .NET needs numbers: those of this call.
    protected override object? Passed(string name, object? argument) => name == nameof(ArgumentList) && argument is object?[] list
        ? Array.ConvertAll(list, a => Values.Traced(a) is { Rank: 0 } n ? Ad.Pin(n) : a) : argument;

    // Arrays and lists are written whole, as PowerShell's cmdlet does.
    protected override void Write()
    {
        var type = LanguagePrimitives.ConvertTo<Type>(TypeName);
        WriteObject(ScriptClass.Of(type) is { } c ? Instance.New(c, ArgumentList ?? []) : Collections.New(type, ArgumentList ?? []));
    }
}
