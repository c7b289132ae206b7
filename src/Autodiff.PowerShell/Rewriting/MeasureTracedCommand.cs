using System.Management.Automation;

namespace Autodiff.PowerShell.Rewriting;

/// <summary>Measure-Object of numbers: sums, means, extremes and standard deviations are operations of the graph.</summary>
[Cmdlet("Measure", "Object", DefaultParameterSetName = "GenericMeasure")]
sealed class MeasureTracedCommand : KeyedCommand
{

    [Parameter(ParameterSetName = "GenericMeasure")]
    public SwitchParameter StandardDeviation { get; set; }

    [Parameter(ParameterSetName = "GenericMeasure")]
    public SwitchParameter Sum { get; set; }

    [Parameter(ParameterSetName = "GenericMeasure")]
    public SwitchParameter AllStats { get; set; }

    [Parameter(ParameterSetName = "GenericMeasure")]
    public SwitchParameter Average { get; set; }

    [Parameter(ParameterSetName = "GenericMeasure")]
    public SwitchParameter Maximum { get; set; }

    [Parameter(ParameterSetName = "GenericMeasure")]
    public SwitchParameter Minimum { get; set; }

    [Parameter(ParameterSetName = "TextMeasure")]
    public SwitchParameter Line { get; set; }

    [Parameter(ParameterSetName = "TextMeasure")]
    public SwitchParameter Word { get; set; }

    [Parameter(ParameterSetName = "TextMeasure")]
    public SwitchParameter Character { get; set; }

    [Parameter(ParameterSetName = "TextMeasure")]
    public SwitchParameter IgnoreWhiteSpace { get; set; }

    protected override bool Takes()
    {
        if (Line || Word || Character) return Items.Select(Values.Traced).FirstOrDefault(v => v is not null) is { } text ? throw Texts.Error($"Measure-Object: the lines, words or characters of a traced value ({text.Type}) cannot be counted") : false;
        return HasTracedKey;
    }

    protected override void Write()
    {
        if (Keys.Count == 0) WriteObject(Of(Items.Where(i => i is not null).ToList<object?>(), null));
        foreach (var key in Keys) WriteObject(Of([.. Items.Select(i => key.TryGet(i, out object? x) ? x : null).Where(x => PowerShellHost.Bare(x) is not null)], key.ToString()));
    }

    PSObject Of(List<object?> items, string? property)
    {
        bool computes = AllStats || StandardDeviation || Sum || Average || Maximum || Minimum;
        var numbers = computes && items.Count > 0 ? Numbers.Cast(Rows.Stacked(items.ConvertAll(Number), "Measure-Object"), typeof(double)) : null;
        object? Answer(bool asked, Func<Value, Value> measure) => asked && numbers is not null ? Ad.Cast(measure(numbers), DType.F64, weak: true) : null;
        var result = new PSObject();
        result.TypeNames.Insert(0, "Microsoft.PowerShell.Commands.GenericMeasureInfo");
        void Add(string name, object? value) => result.Properties.Add(new PSNoteProperty(name, value), true);
        Add("Count", items.Count);
        Add(nameof(Average), Answer(AllStats || Average, x => Ad.Mean(x)));
        Add(nameof(Sum), Answer(AllStats || Sum, x => Ad.Sum(x)));
        // In .NET's order NaN comes first.
        Add(nameof(Maximum), Answer(AllStats || Maximum, x => Ad.Where(Ad.All(Ad.IsNaN(x)), double.NaN, Ad.Max(Ad.Where(Ad.IsNaN(x), double.NegativeInfinity, x)))));
        Add(nameof(Minimum), Answer(AllStats || Minimum, x => Ad.Min(x)));
        Add(nameof(StandardDeviation), Answer(AllStats || StandardDeviation, x => items.Count == 1 ? 0.0 : Ad.Std(x, ddof: 1)));
        Add(nameof(Property), property);
        return result;
    }

    static object? Number(object? x) => Values.Of(x) ?? (object)LanguagePrimitives.ConvertTo<double>(x);
}
