using System.Collections;
using System.Data;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Management.Automation.Language;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml;
using Autodiff.PowerShell.Rewriting;

namespace Autodiff.PowerShell;

/// <summary>The state of objects that are neither numbers nor trees: instances of classes and other .NET objects, by their fields.</summary>
static class ObjectState
{
    static readonly ConditionalWeakTable<Type, FieldInfo[]> known = [];

    /// <summary>Whether an object never changes, or is part of PowerShell and .NET themselves.</summary>
    public static bool IsConstant(object value) => value is TimeSpan or Guid or MemberInfo or Assembly or Module or Ast or Regex or CultureInfo or Encoding or Uri or Version
        or PSHost or Thread or Task or WaitHandle or SafeHandle or CriticalHandle or Pointer or Timer or Lock;

    /// <summary>Whether a value is an object that is neither a number, text, a tree nor code.</summary>
    public static bool IsObject(object? value) => PowerShellHost.Bare(value) is not (null or string or ValueType or Value or IDictionary or IList or PSObject or ScriptBlock or Function);

    /// <summary>The state of an object.</summary>
    /// <exception cref="AdException">It cannot be compared.</exception>
    public static object? Of(object value, Snapshot snapshot) => value switch
    {
        DataRow { RowState: DataRowState.Deleted } => nameof(DataRowState.Deleted),
        DataRow row => new Snapshot.Items("row", [.. row.Table.Columns.Cast<DataColumn>().Select(c => c.ColumnName), .. row.ItemArray.Select(snapshot.Of)]),
        DataRowView view => snapshot.Of(view.Row),
        DataTable table => snapshot.Of(table.Rows),
        DataRowCollection rows => new Snapshot.Items("rows", [.. rows.Cast<DataRow>().Select(snapshot.Of)]),
        XmlNode node => node.OuterXml,
        PSReference reference => snapshot.Of(reference.Value),
        PSVariable variable => snapshot.Of(variable.Value),
        Delegate code => new Snapshot.Items("delegate", [new Snapshot.Same(code.Method), snapshot.Of(code.Target)]),
        _ when value.GetType().Assembly == typeof(PSObject).Assembly => new Snapshot.Same(value),
        _ when Marshal.IsComObject(value) => throw snapshot.NotComparable(value),
        _ => Fields(value, snapshot),
    };

    static Snapshot.Items Fields(object value, Snapshot snapshot)
    {
        var type = value.GetType();
        for (var c = ScriptClass.Of(type); c is not null; c = c.Base)
            if (c.Definition is { } code) snapshot.Hold(code);
        var fields = known.GetValue(type, Find);
        var content = new object?[fields.Length + 1];
        content[0] = type;
        for (int i = 0; i < fields.Length; i++) content[i + 1] = snapshot.Of(fields[i].GetValue(value));
        return new("fields", content);
    }

    static FieldInfo[] Find(Type type)
    {
        var fields = new List<FieldInfo>();
        for (Type? t = type; t is not null && t != typeof(object); t = t.BaseType)
            fields.AddRange(t.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly).Where(f => !f.FieldType.IsPointer && !f.FieldType.IsByRefLike));
        return [.. fields];
    }
}
