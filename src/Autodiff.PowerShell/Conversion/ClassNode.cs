using System.Management.Automation;
using System.Reflection;
using System.Runtime.CompilerServices;
using Autodiff.PowerShell.Rewriting;
using Autodiff.Trees;

namespace Autodiff.PowerShell;

/// <summary>Makes instances of classes that are written in PowerShell nodes of trees: their properties, in order.</summary>
sealed class ClassNode : TreeNode
{
    const BindingFlags Fields = BindingFlags.Instance | BindingFlags.NonPublic;

    /// <summary>The only instance.</summary>
    public static readonly ClassNode Instance = new();

    ClassNode() { }

    public override (object? Key, object?[] Children)? Split(object value, string path)
    {
        if (((value as Instance)?.Class ?? ScriptClass.Of(value.GetType())) is not { IsReadable: true } type) return null;
        var names = Array.ConvertAll([.. type.Properties], p => p.Name);
        var from = PSObject.AsPSObject(value);
        return (new Key(type, new([.. names])), Array.ConvertAll(names, n => from.Properties[n].Value));
    }

    public override string Label(object? key, int child) => "." + ((Key)key!).Names[child];

    public override object Join(object? key, object?[] children)
    {
        var (type, names) = (Key)key!;
        if (Collections.AreOpen) return Rewriting.Instance.With(type, names, children);
        return Make(type, names, children) ?? Named(CustomObjectNode.Make(names, children), type.Type);
    }

    // Null if a property has no place for its value, such as a derivative for an integer.
    static object? Make(ScriptClass type, Names names, object?[] children)
    {
        object made = RuntimeHelpers.GetUninitializedObject(type.Type);
        for (int i = 0; i < children.Length; i++)
        {
            var property = type.Type.GetProperty(names[i])!;
            object? x = children[i] is Tensor t && property.PropertyType != typeof(object) ? t.Rank == 0 ? t.Item() : t.ToArray() : children[i];
            if (Numbers.Of(property.PropertyType) is { IsInteger: true } && (children[i] as Value ?? Autodiff.Conversion.Number(x)) is { Type.IsFloat: true }) return null;
            if (!LanguagePrimitives.TryConvertTo(x, property.PropertyType, out object? converted)) return null;
            property.SetValue(made, converted);
        }
        type.Bind(made);
        return made;
    }

    static PSObject Named(PSObject made, Type type)
    {
        made.TypeNames.Insert(0, type.FullName!);
        return made;
    }

    sealed record Key(ScriptClass Class, Names Names);
}
