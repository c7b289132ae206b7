using System.Management.Automation;
using System.Reflection;

namespace Autodiff.PowerShell;

/// <summary>The members that Add-Member has added to one object.</summary>
/// <remarks>The public properties of PSObject list those of its type, too, and take a thousand times as long. The type of the list is internal, hence the type argument.</remarks>
sealed class AddedMembers<T> where T : class, IEnumerable<PSMemberInfo>
{
    delegate bool Has(object value, out T? members);

    static readonly Has has = AddedMembers.Method.CreateDelegate<Has>();

    public static IEnumerable<PSMemberInfo>? Find(object value) => has(value, out var members) ? members : null;
}

/// <inheritdoc cref="AddedMembers{T}"/>
static class AddedMembers
{
    internal static readonly MethodInfo Method = typeof(PSObject).GetMethod("HasInstanceMembers", BindingFlags.Static | BindingFlags.NonPublic)!;

    static readonly Func<object, IEnumerable<PSMemberInfo>?> find = typeof(AddedMembers<>).MakeGenericType(Method.GetParameters()[1].ParameterType.GetElementType()!)
        .GetMethod("Find")!.CreateDelegate<Func<object, IEnumerable<PSMemberInfo>?>>();

    /// <summary>The members; null if there are none. The properties of a custom object are its content.</summary>
    public static IReadOnlyList<PSMemberInfo>? Of(object value)
    {
        if (find(value) is not { } members) return null;
        PSMemberInfo[] all = [.. members.Where(m => !(m is PSNoteProperty or PSScriptProperty && value is PSObject { BaseObject: PSCustomObject }))];
        return all.Length > 0 ? all : null;
    }
}
