using System.Management.Automation;
using System.Reflection;

namespace Autodiff.PowerShell;

/// <summary>The scope in which names of a script block are looked up: its module or the top level, as seen from the code that runs there now.</summary>
readonly struct Scope : IEquatable<Scope>
{
    const BindingFlags Internal = BindingFlags.Instance | BindingFlags.NonPublic;

    // The drive function: would take a hundred times as long, and looking up a command would search all modules.
    static readonly PropertyInfo sessionState = typeof(ScriptBlock).GetProperty("SessionState", Internal)!;
    static readonly PropertyInfo sessionStateInternal = typeof(ScriptBlock).GetProperty("SessionStateInternal", Internal)!;
    static readonly MethodInfo getFunction = Method("GetFunction"), getAlias = Method("GetAlias");

    readonly SessionState state;
    readonly object functions;

    /// <summary>The scope of a block. A block that belongs to none gets the scope in which it would run now.</summary>
    public Scope(ScriptBlock block)
    {
        if (sessionState.GetValue(block) is null) block = ScriptBlock.Create("{}").InvokeReturnAsIs() is PSObject { BaseObject: ScriptBlock here } ? here : block;
        state = (SessionState)sessionState.GetValue(block)!;
        functions = sessionStateInternal.GetValue(block)!;
    }

    /// <summary>The variable with this name; null if there is none.</summary>
    public PSVariable? Variable(string name) => state.PSVariable.Get(name);

    /// <summary>The value of a name with a drive, such as <c>env:HOME</c>; null for any other name.</summary>
    public object? Drive(string name) => new VariablePath(name).IsDriveQualified ? state.PSVariable.GetValue(name) : null;

    /// <summary>The function with this name or alias; null if there is none.</summary>
    public FunctionInfo? Function(string name) =>
        getFunction.Invoke(functions, [name]) as FunctionInfo ?? (getAlias.Invoke(functions, [name]) is AliasInfo a ? getFunction.Invoke(functions, [a.Definition]) as FunctionInfo : null);

    /// <summary>The file of a path, relative to the current location; null if there is none.</summary>
    public string? File(string path)
    {
        try
        {
            return state.Path.GetUnresolvedProviderPathFromPSPath(path);
        }
        catch (Exception e) when (e is RuntimeException or NotSupportedException)
        {
            return null;
        }
    }

    public bool Equals(Scope other) => ReferenceEquals(functions, other.functions);

    public override bool Equals(object? obj) => obj is Scope s && Equals(s);

    public override int GetHashCode() => functions.GetHashCode();

    static MethodInfo Method(string name) => sessionStateInternal.PropertyType.GetMethod(name, Internal, [typeof(string)])!;
}
