using System.Management.Automation;

namespace Autodiff.PowerShell;

/// <summary>A variable that code reads.</summary>
/// <param name="Scope">The scope of the code.</param>
/// <param name="Name">The name.</param>
/// <param name="Members">The properties that are read if it holds an object: see <see cref="FreeNames.Variables"/>. Null for the whole object.</param>
sealed record VariableRead(Scope Scope, string Name, string[]? Members)
{
    /// <summary>The same with one more use.</summary>
    public VariableRead With(string? members) => Members is null || members is null ? this with { Members = null } : this with { Members = [.. Members.Append(members).Distinct(StringComparer.OrdinalIgnoreCase)] };

    /// <summary>The variable; null if there is none now.</summary>
    public PSVariable? Find() => Scope.Variable(Name);

    /// <summary>What the code reads of the variable.</summary>
    public object? Content(PSVariable? variable, Snapshot snapshot)
    {
        object? value = variable is null ? Scope.Drive(Name) : variable.Value;
        return Members is null || !ObjectState.IsObject(value) ? snapshot.Of(value, Name) : new Snapshot.Items("members", Array.ConvertAll(Members, m => Member(value, m.Split('\n'), snapshot)));
    }

    object? Member(object? value, string[] names, Snapshot snapshot)
    {
        for (int i = 0; i < names.Length && ObjectState.IsObject(value); i++)
        {
            var property = PSObject.AsPSObject(value).Properties[names[i]];
            if (property is null || i == names.Length - 1) return property is null ? null : snapshot.Property(property, Name);
            value = property.Value;
        }
        return snapshot.Of(value, Name);
    }
}
