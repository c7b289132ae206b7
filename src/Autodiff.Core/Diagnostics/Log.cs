using System.Diagnostics.Tracing;

namespace Autodiff;

/// <summary>
/// What Autodiff does, as events that dotnet-trace sees, and as lines on standard error for the modules that <c>$env:AUTODIFF_LOG</c> names:
/// <c>gradient=trace,function=debug</c>.
/// </summary>
[EventSource(Name = "Autodiff")]
sealed class Log : EventSource
{
    /// <summary>The one source.</summary>
    public static readonly Log Source = new();

    static readonly Dictionary<string, EventLevel> levels = Parse(Environment.GetEnvironmentVariable("AUTODIFF_LOG"));

    /// <summary>Whether the rules that a gradient applies are logged.</summary>
    public static bool Gradient { get; private set; } = Lists("gradient", EventLevel.Verbose);

    /// <summary>Whether what functions trace and compile is logged, or shown by the cmdlet that is running.</summary>
    public static bool Functions => functions || ScriptHost.Current.ShowsDetails;

    static bool functions = Lists("function", EventLevel.Informational);

    /// <summary>Where the lines go.</summary>
    public static TextWriter Output { get; set; } = Console.Error;

    Log() { }

    /// <summary>Takes the place of the environment variable, for tests.</summary>
    internal static void Configure(string? text)
    {
        levels.Clear();
        foreach (var (module, level) in Parse(text)) levels[module] = level;
        Gradient = Lists("gradient", EventLevel.Verbose);
        functions = Lists("function", EventLevel.Informational);
    }

    /// <summary>A rule of a primitive that a transform has applied, with the variables it was applied to and gave.</summary>
    [NonEvent]
    public static void Rule(string text)
    {
        Source.GradientRule(text);
        if (levels.ContainsKey("gradient")) Output.WriteLine("gradient: " + text);
    }

    /// <summary>What a function has traced or compiled, and for which signature.</summary>
    [NonEvent]
    public static void Function(string text)
    {
        Source.FunctionTraced(text);
        if (ScriptHost.Current.ShowsDetails) ScriptHost.Current.Detail(text);
        if (levels.ContainsKey("function")) Output.WriteLine("function: " + text);
    }

    [Event(1, Level = EventLevel.Verbose)]
    void GradientRule(string text) => WriteEvent(1, text);

    [Event(2, Level = EventLevel.Informational)]
    void FunctionTraced(string text) => WriteEvent(2, text);

    /// <inheritdoc/>
    protected override void OnEventCommand(EventCommandEventArgs command)
    {
        Gradient = Lists("gradient", EventLevel.Verbose) || IsEnabled(EventLevel.Verbose, EventKeywords.All);
        functions = Lists("function", EventLevel.Informational) || IsEnabled(EventLevel.Informational, EventKeywords.All);
    }

    // Called while static fields are still being made, when an event listener is attached early.
    static bool Lists(string module, EventLevel least) => levels is not null && levels.TryGetValue(module, out var level) && level >= least;

    static Dictionary<string, EventLevel> Parse(string? text)
    {
        var r = new Dictionary<string, EventLevel>(StringComparer.OrdinalIgnoreCase);
        foreach (string part in (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var pair = part.Split('=', 2);
            r[pair[0]] = pair.Length == 1 ? EventLevel.Verbose : pair[1].ToUpperInvariant() switch
            {
                "ERROR" => EventLevel.Error,
                "WARNING" => EventLevel.Warning,
                "INFO" => EventLevel.Informational,
                _ => EventLevel.Verbose,
            };
        }
        return r;
    }
}
