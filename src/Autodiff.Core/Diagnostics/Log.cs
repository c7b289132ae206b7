using System.Diagnostics.Tracing;

namespace Autodiff;

/// <summary>
/// Events about the work of Autodiff, for dotnet-trace, and as lines on standard error for the modules that <c>$env:AUTODIFF_LOG</c> lists:
/// <c>gradient=trace,function=debug,xla=debug</c>.
/// </summary>
[EventSource(Name = "Autodiff")]
sealed class Log : EventSource
{
    /// <summary>The one event source.</summary>
    public static readonly Log Source = new();

    static readonly string[] modules = ["gradient", "function", "xla"];
    static readonly Dictionary<string, EventLevel> named = new(StringComparer.OrdinalIgnoreCase)
    {
        ["error"] = EventLevel.Error,
        ["warning"] = EventLevel.Warning,
        ["info"] = EventLevel.Informational,
        ["debug"] = EventLevel.Verbose,
        ["trace"] = EventLevel.Verbose,
    };
    static readonly Dictionary<string, EventLevel> levels = Parse(Environment.GetEnvironmentVariable("AUTODIFF_LOG"), Console.Error);

    /// <summary>Whether to log the rules that a gradient applies.</summary>
    public static bool Gradient { get; private set; } = Lists("gradient", EventLevel.Verbose);

    /// <summary>Whether to log what functions trace and compile, or to show it in the running cmdlet.</summary>
    public static bool Functions => functions || ScriptHost.Current.ShowsDetails;

    /// <summary>Whether to log the use of XLA's plugin, or to show it in the running cmdlet.</summary>
    public static bool Xla => xla || ScriptHost.Current.ShowsDetails;

    static bool functions = Lists("function", EventLevel.Informational), xla = Lists("xla", EventLevel.Informational);

    Log() { }

    /// <summary>Logs a rule of a primitive that a transform applies, with the variables of its operands and results.</summary>
    [NonEvent]
    public static void Rule(string text)
    {
        Source.GradientRule(text);
        if (levels.ContainsKey("gradient")) Console.Error.WriteLine("gradient: " + text);
    }

    /// <summary>Logs that a function traces or compiles, and for which signature.</summary>
    [NonEvent]
    public static void Function(string text)
    {
        Source.FunctionTraced(text);
        Show("function", text);
    }

    /// <summary>Logs a use of XLA's plugin: loading, compiling, reading an executable from disk.</summary>
    [NonEvent]
    public static void Plugin(string text)
    {
        Source.PluginAsked(text);
        Show("xla", text);
    }

    [NonEvent]
    static void Show(string module, string text)
    {
        if (ScriptHost.Current.ShowsDetails) ScriptHost.Current.Detail(text);
        if (levels.ContainsKey(module)) Console.Error.WriteLine($"{module}: {text}");
    }

    [Event(1, Level = EventLevel.Verbose)]
    void GradientRule(string text) => WriteEvent(1, text);

    [Event(2, Level = EventLevel.Informational)]
    void FunctionTraced(string text) => WriteEvent(2, text);

    [Event(3, Level = EventLevel.Informational)]
    void PluginAsked(string text) => WriteEvent(3, text);

    protected override void OnEventCommand(EventCommandEventArgs command) => Listen(IsEnabled(EventLevel.Verbose, EventKeywords.All), IsEnabled(EventLevel.Informational, EventKeywords.All));

    [NonEvent]
    static void Listen(bool verbose, bool informational)
    {
        Gradient = verbose || Lists("gradient", EventLevel.Verbose);
        functions = informational || Lists("function", EventLevel.Informational);
        xla = informational || Lists("xla", EventLevel.Informational);
    }

    // An event listener that is attached early calls this before the static fields are initialized.
    static bool Lists(string module, EventLevel least) => levels is not null && levels.TryGetValue(module, out var level) && level >= least;

    static Dictionary<string, EventLevel> Parse(string? text, TextWriter errors)
    {
        var r = new Dictionary<string, EventLevel>(StringComparer.OrdinalIgnoreCase);
        foreach (string part in (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            string[] pair = part.Split('=', 2, StringSplitOptions.TrimEntries);
            var level = EventLevel.Verbose;
            if (modules.Contains(pair[0], StringComparer.OrdinalIgnoreCase) && (pair.Length == 1 || named.TryGetValue(pair[1], out level))) r[pair[0]] = level;
            else errors.WriteLine($"$env:AUTODIFF_LOG: '{part}' is not valid; expected {string.Join(", ", modules)}, each with =info, =debug or =trace, such as 'gradient=trace,xla=debug'.");
        }
        return r;
    }
}
