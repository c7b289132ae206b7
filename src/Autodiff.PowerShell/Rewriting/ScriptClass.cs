using System.Management.Automation;
using System.Management.Automation.Language;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Autodiff.PowerShell.Rewriting;

/// <summary>A class written in PowerShell: its properties, and its methods as functions that are rewritten.</summary>
sealed class ScriptClass
{
    const BindingFlags Internals = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;

    static readonly ConditionalWeakTable<Type, StrongBox<ScriptClass?>> known = [];
    static readonly ConditionalWeakTable<Ast, ScriptBlock> blocks = [];

    readonly object? session;

    ScriptClass(Type type, TypeDefinitionAst? definition, object? session) => (Type, Definition, this.session) = (type, definition, session);

    /// <summary>The .NET type.</summary>
    public Type Type { get; }

    /// <summary>The code; null for a class that has only properties without initial values.</summary>
    public TypeDefinitionAst? Definition { get; }

    /// <summary>The warning that one of its texts is made of a traced value.</summary>
    public Warning Text { get; } = new();

    /// <summary>The class that it extends; null if that is no class of PowerShell.</summary>
    public ScriptClass? Base => Of(Type.BaseType);

    /// <summary>Whether all its state is in properties: it extends no class of .NET.</summary>
    public bool IsReadable => Base?.IsReadable ?? Type.BaseType == typeof(object);

    /// <summary>The properties that belong to instances, those of the class that it extends first.</summary>
    public IEnumerable<PropertyInfo> Properties => [.. Base?.Properties ?? [], .. Type.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.DeclaredOnly)];

    /// <summary>Those of its own properties that have initial values.</summary>
    public IEnumerable<PropertyMemberAst> Initial => Definition?.Members.OfType<PropertyMemberAst>().Where(p => !p.IsStatic && p.InitialValue is not null) ?? [];

    IEnumerable<FunctionMemberAst> Methods => Definition?.Members.OfType<FunctionMemberAst>() ?? [];

    /// <summary>The class of a type; null for other types.</summary>
    public static ScriptClass? Of(Type? type) => type is null ? null : known.GetValue(type, static t => new(Find(t))).Value;

    /// <summary>The method that a call means, in this class or one that it extends; null if there is none.</summary>
    public (ScriptClass Of, FunctionMemberAst Method)? Method(string name, object?[] arguments, bool isStatic)
    {
        var fitting = Methods.Where(m => m.IsStatic == isStatic && !m.IsConstructor && m.Name.Equals(name, StringComparison.OrdinalIgnoreCase) && m.Parameters.Count == arguments.Length).ToArray();
        return fitting.Length > 0 ? (this, Best(fitting, arguments)) : Base?.Method(name, arguments, isStatic);
    }

    /// <summary>The constructor that a call means; null if the class declares none with this number of parameters.</summary>
    public FunctionMemberAst? Constructor(object?[] arguments) =>
        Methods.Where(m => m.IsConstructor && !m.IsStatic && m.Parameters.Count == arguments.Length).ToArray() is { Length: > 0 } fitting ? Best(fitting, arguments) : null;

    /// <summary>Binds an instance that no constructor has made to the session of the class, in which its methods run.</summary>
    public void Bind(object instance)
    {
        Base?.Bind(instance);
        Type.GetField("__sessionState", BindingFlags.Instance | BindingFlags.NonPublic)?.SetValue(instance, session);
    }

    /// <summary>The rewritten code of a method, or of the initial value of a property.</summary>
    public ScriptBlock Code(MemberAst member) => blocks.GetValue(member, m =>
    {
        var block = (m is FunctionMemberAst method ? TreeRewriter.Method(method, this) : TreeRewriter.Initial((PropertyMemberAst)m)).GetScriptBlock();
        return Origin.Bind(block, session);
    });

    static FunctionMemberAst Best(FunctionMemberAst[] methods, object?[] arguments) => methods.Length == 1 ? methods[0]
        : methods.FirstOrDefault(m => m.Parameters.Select((p, i) => Fits(arguments[i], p.StaticType)).All(f => f)) ?? methods[0];

    static bool Fits(object? x, Type type) => Values.Of(x) is { } v ? type == typeof(object) || (v.Rank == 0 ? Numbers.Of(type) is not null && !type.IsArray : Collections.Takes(type))
        : PowerShellHost.Bare(x) is Instance i ? type.IsAssignableFrom(i.Class.Type) : PowerShellHost.Bare(x) is { } o && type.IsInstanceOfType(o);

    // PowerShell compiles a class into two types. The second has a field for each method, which knows its code.
    static ScriptClass? Find(Type type)
    {
        if (!type.Assembly.IsDynamic || type.Assembly.GetType(type.FullName + "_<staticHelpers>") is not { } helpers) return null;
        object? session = null;
        TypeDefinitionAst? definition = null;
        foreach (var field in helpers.GetFields(Internals))
        {
            object? value = field.GetValue(null);
            if (value?.GetType().GetMethod("GetSessionState", Internals) is { } get) session = get.Invoke(value, null);
            var code = value?.GetType().GetField("_ast", Internals)?.GetValue(value);
            definition ??= (code as FunctionMemberAst)?.Parent as TypeDefinitionAst ?? code?.GetType().GetProperty("DefiningType", Internals)?.GetValue(code) as TypeDefinitionAst;
        }
        return new(type, definition, session);
    }
}
