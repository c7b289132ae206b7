namespace Autodiff;

/// <summary>Names of this library in messages, as the user of the host writes them.</summary>
static class Spell
{
    /// <inheritdoc cref="ScriptHost.Spell"/>
    public static string Name(string name, params string[] arguments) => ScriptHost.Current.Spell(name, arguments);
}
