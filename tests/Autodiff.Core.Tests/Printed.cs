namespace Autodiff.Core.Tests;

/// <summary>Collects what this flow of control prints, warns of and shows as progress, and nothing else.</summary>
sealed class Printed
{
    static readonly AsyncLocal<List<string>?> current = new();

    static Printed() => ScriptHost.Current = new Host(ScriptHost.Current);

    /// <summary>The printed lines.</summary>
    public List<string> Lines { get; } = [];

    /// <summary>The warnings.</summary>
    public IEnumerable<string> Warnings => Lines.Where(l => l.StartsWith("WARNING: ", StringComparison.Ordinal)).Select(l => l[9..]);

    /// <summary>Collects until the scope is disposed.</summary>
    public IDisposable Collect()
    {
        current.Value = Lines;
        return new Scope();
    }

    sealed class Scope : IDisposable
    {
        public void Dispose() => current.Value = null;
    }

    sealed class Host(ScriptHost other) : ScriptHost
    {
        public override object? Unwrap(object? value) => other.Unwrap(value);

        public override int Line() => other.Line();

        public override void Warn(string message) => Write("WARNING: " + message, () => other.Warn(message));

        public override IProgressView? ProgressView => current.Value is null ? other.ProgressView : new View();

        public override void Print(string text) => Write(text, () => other.Print(text));

        static void Write(string line, Action otherwise)
        {
            if (current.Value is not { } lines)
            {
                otherwise();
                return;
            }
            lock (lines) lines.Add(line);
        }
    }

    sealed class View : IProgressView
    {
        public void Show(string activity, TimeSpan elapsed, double? fraction) => ScriptHost.Current.Print($"{activity} {fraction}");

        public void Hide(string activity) => ScriptHost.Current.Print($"{activity} has ended");
    }
}
