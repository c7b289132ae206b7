using System.Collections;
using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Internal;
using System.Management.Automation.Language;
using System.Reflection;
using System.Runtime.CompilerServices;
using Autodiff.Tracing;
using Autodiff.Trees;

namespace Autodiff.PowerShell.Rewriting;

/// <summary>Stands for an instance of a class while a trace is under way. It has the properties of the class, which can hold traced numbers, and its methods run rewritten.</summary>
sealed class Instance : PSObject
{
    static readonly ConditionalWeakTable<Trace, ConditionalWeakTable<object, Instance>> standing = [];

    // A property is validated when it is set, so not the zero or $null that it has before.
    bool isValidated;

    Instance(ScriptClass of)
    {
        Class = of;
        for (Type? t = of.Type; t is not null; t = t.BaseType) TypeNames.Insert(TypeNames.Count - 2, t.FullName!);
        foreach (var p in of.Properties) Properties.Add(new PSVariableProperty(new PSVariable(p.Name, null, ScopedItemOptions.None, Attributes(p))), true);
    }

    /// <summary>The class.</summary>
    public ScriptClass Class { get; }

    /// <summary>An instance of the class without state, which answers questions about its type.</summary>
    public object Blank => RuntimeHelpers.GetUninitializedObject(Class.Type);

    /// <summary>What stands for an instance now; null for other objects, and where nothing is traced.</summary>
    public static Instance? Of(object? x)
    {
        if (PowerShellHost.Bare(x) is not { } value) return null;
        if (value is Instance known) return known;
        if (!Collections.AreOpen || ScriptClass.Of(value.GetType()) is not { IsReadable: true } type) return null;
        for (Trace? t = Trace.Current; t is not null; t = t.Parent)
            if (standing.TryGetValue(t, out var there) && there.TryGetValue(value, out var found)) return found;
        var made = new Instance(type);
        standing.GetOrCreateValue(Trace.Current).Add(value, made);
        foreach (var p in type.Properties) made.Properties[p.Name].Value = p.GetValue(value);
        made.isValidated = true;
        return made;
    }

    /// <summary>A new instance, as <c>[type]::new(…)</c> makes it.</summary>
    public static Instance New(ScriptClass type, object?[] arguments)
    {
        if (!type.IsReadable) throw new AdException($"[{type.Type.Name}] extends a class of .NET, which cannot hold traced numbers: make the object before, or write the class without a base.", ErrorId.NoEqual);
        var made = new Instance(type) { isValidated = true };
        made.Construct(type, arguments);
        return made;
    }

    /// <summary>An instance with given properties.</summary>
    public static Instance With(ScriptClass type, Names names, object?[] values)
    {
        var made = new Instance(type);
        for (int i = 0; i < names.Count; i++) made.Properties[names[i]].Value = values[i];
        made.isValidated = true;
        return made;
    }

    /// <summary>The instance that a conversion to the class gives; null where PowerShell itself converts.</summary>
    public static Instance? Convert(object? x, ScriptClass type)
    {
        if (!Collections.AreOpen) return null;
        if (Of(x) is { } one) return type.Type.IsAssignableFrom(one.Class.Type) ? one : null;
        if (PowerShellHost.Bare(x) is not IDictionary content) return null;
        var made = New(type, []);
        foreach (DictionaryEntry e in content) made.Properties[e.Key.ToString()!].Value = e.Value;
        return made;
    }

    /// <summary>Whether a method of an object is called rewritten.</summary>
    public static bool Has(object? target, string method, object?[] arguments) => Of(target) is { } one && (one.Class.Method(method, arguments, false) is not null || method.Equals("GetType", StringComparison.OrdinalIgnoreCase));

    /// <summary>Calls a method.</summary>
    public static object? Call(object? target, string method, object?[] arguments) => CallAs(Of(target)!, null, method, arguments);

    /// <summary>Calls a method as a class has it; by default as its own class does.</summary>
    public static object? CallAs(Instance one, ScriptClass? type, string method, object?[] arguments) => (type ?? one.Class).Method(method, arguments, false) is var (of, found) ? Run(of, found, one, arguments)
        : type is null && method.Equals("GetType", StringComparison.OrdinalIgnoreCase) ? one.Class.Type
        : throw new AdException($"[{(type ?? one.Class).Type.Name}] has no method {method} with {arguments.Length} parameters.", ErrorId.NoEqual);

    /// <summary>Runs a method.</summary>
    public static object? Run(ScriptClass type, FunctionMemberAst method, Instance? self, object?[] arguments)
    {
        object? result = Evaluate(type.Code(method), self, arguments);
        return method.ReturnType?.TypeName.GetReflectionType() is not { } returned || returned == typeof(object) ? result : returned == typeof(void) ? AutomationNull.Value : Convert(result, returned, type.Text);
    }

    /// <summary>Runs the constructor of a class, or of the class that it extends.</summary>
    public void Construct(ScriptClass type, object?[] arguments)
    {
        if (type.Constructor(arguments) is not { } constructor)
        {
            if (arguments.Length > 0) throw new AdException($"[{type.Type.Name}] has no constructor with {arguments.Length} parameters.", ErrorId.WrongArgumentCount);
            if (type.Base is { } above) Construct(above, []);
            Initialize(type);
        }
        else Evaluate(type.Code(constructor), this, arguments);
    }

    /// <summary>Gives the properties of one class their initial values.</summary>
    public void Initialize(ScriptClass type)
    {
        foreach (var p in type.Initial)
            Properties[p.Name].Value = Evaluate(type.Code(p), this, []);
    }

    // Of the output only what is returned counts.
    static object? Evaluate(ScriptBlock code, Instance? self, object?[] arguments)
    {
        var output = code.InvokeWithContext(null, self is null ? [] : [new PSVariable("this", self)], arguments!);
        for (int i = output.Count - 1; i >= 0; i--)
            if (PowerShellHost.Bare(output[i]) is Returned r) return r.Value;
        return null;
    }

    static object? Convert(object? x, Type type, Warning text) => Numbers.Convert(type == typeof(string) ? Texts.Typed(x, text) : x, type) ?? (PowerShellHost.Bare(x) is Instance ? x : LanguagePrimitives.ConvertTo(x, type, System.Globalization.CultureInfo.InvariantCulture));

    Collection<Attribute> Attributes(PropertyInfo property) =>
    [
        .. property.PropertyType == typeof(string) ? [new TracedTextAttribute(Class.Text)] : (Attribute[])[],
        .. property.PropertyType == typeof(object) ? [] : (Attribute[])[new TracedNumberAttribute(property.PropertyType, null)],
        .. property.GetCustomAttributes<ValidateArgumentsAttribute>().Select(a => new TracedValidationAttribute(property.Name, a, () => isValidated)),
    ];

    /// <summary>What a method returns, among its output.</summary>
    internal sealed record Returned(object? Value);
}
