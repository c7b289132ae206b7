using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace Autodiff.Core.Tests.Architecture;

/// <summary>The public types and members of an assembly as text, one on each line, sorted by name.</summary>
static class PublicApi
{
    const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    static readonly NullabilityInfoContext nullability = new();

    static readonly Dictionary<Type, string> keywords = new()
    {
        [typeof(void)] = "void",
        [typeof(object)] = "object",
        [typeof(string)] = "string",
        [typeof(bool)] = "bool",
        [typeof(int)] = "int",
        [typeof(long)] = "long",
        [typeof(uint)] = "uint",
        [typeof(float)] = "float",
        [typeof(double)] = "double",
        [typeof(byte)] = "byte",
    };

    public static string Of(Assembly assembly)
    {
        var b = new StringBuilder();
        foreach (var t in assembly.GetExportedTypes().OrderBy(t => t.FullName, StringComparer.Ordinal))
        {
            b.Append(Declaration(t)).Append('\n');
            foreach (string member in Members(t).Distinct().Order(StringComparer.Ordinal)) b.Append("    ").Append(member).Append('\n');
        }
        return b.ToString();
    }

    static string Declaration(Type t)
    {
        string kind = t.IsEnum ? "enum" : t.IsInterface ? "interface" : t.IsValueType ? "struct" : t.GetMethod("<Clone>$") is not null ? "record" : typeof(Delegate).IsAssignableFrom(t) ? "delegate" : "class";
        string modifier = t is { IsAbstract: true, IsSealed: true } ? "static " : t.IsInterface || t.IsValueType ? "" : t.IsAbstract ? "abstract " : t.IsSealed ? "sealed " : "";
        string bases = t.BaseType is { } b && b != typeof(object) && !t.IsValueType ? " : " + Name(b) : "";
        return $"{modifier}{kind} {t.Namespace}.{Name(t)}{bases}";
    }

    static IEnumerable<string> Members(Type t)
    {
        if (t.IsEnum) return Enum.GetNames(t);
        var r = new List<string>();
        foreach (var m in t.GetMembers(Declared))
            if (!m.IsDefined(typeof(CompilerGeneratedAttribute)) && Text(m) is { } text) r.Add(text);
        return r;
    }

    static string? Text(MemberInfo m) => m switch
    {
        ConstructorInfo c => Visible(c) is { } v && !c.IsStatic ? $"{v}{Name(c.DeclaringType!)}({Parameters(c)})" : null,
        MethodInfo f => IsInherited(f) || f.IsSpecialName && !f.Name.StartsWith("op_", StringComparison.Ordinal) ? null
            : Visible(f) is { } v ? $"{v}{Modifier(f)}{Name(f.ReturnType, nullability.Create(f.ReturnParameter))} {f.Name}{Generics(f)}({Parameters(f)})" : null,
        PropertyInfo p => p.GetMethod is { } g && !IsInherited(g) && Visible(g) is { } v
            ? $"{v}{Modifier(g)}{Name(p.PropertyType, nullability.Create(p))} {p.Name}{(p.GetIndexParameters().Length > 0 ? "[]" : "")} {{ get;{(p.SetMethod is { } s && Visible(s) is not null ? " set;" : "")} }}" : null,
        FieldInfo f => f.IsPublic || f.IsFamily ? $"{(f.IsStatic ? "static " : "")}{Name(f.FieldType, nullability.Create(f))} {f.Name}" : null,
        EventInfo e => $"event {Name(e.EventHandlerType!)} {e.Name}",
        _ => null,
    };

    // An override adds nothing to the public interface.
    static bool IsInherited(MethodInfo m) => m.GetBaseDefinition() != m;

    static string? Visible(MethodBase m) => m.IsPublic ? "" : m.IsFamily || m.IsFamilyOrAssembly ? "protected " : null;

    static string Modifier(MethodInfo m) => m.IsStatic ? "static " : m.IsAbstract && !m.DeclaringType!.IsInterface ? "abstract " : m is { IsVirtual: true, IsFinal: false } ? "virtual " : "";

    static string Generics(MethodInfo m) => m.IsGenericMethod ? $"<{string.Join(", ", m.GetGenericArguments().Select(a => a.Name))}>" : "";

    static string Parameters(MethodBase m) => string.Join(", ", m.GetParameters().Select(p =>
        $"{(p.IsDefined(typeof(ParamArrayAttribute)) ? "params " : "")}{Name(p.ParameterType, nullability.Create(p))} {p.Name}{(p.HasDefaultValue ? " = " + Literal(p.DefaultValue) : "")}"));

    static string Literal(object? x) => x switch
    {
        null => "null",
        string s => $"\"{s}\"",
        bool b => b ? "true" : "false",
        _ => Convert.ToString(x, CultureInfo.InvariantCulture)!,
    };

    static string Name(Type t, NullabilityInfo? n = null)
    {
        string mark = n?.ReadState == NullabilityState.Nullable && !t.IsValueType ? "?" : "";
        if (Nullable.GetUnderlyingType(t) is { } u) return Name(u) + "?";
        if (t.IsArray) return Name(t.GetElementType()!, n?.ElementType) + "[]" + mark;
        if (keywords.TryGetValue(t, out string? keyword)) return keyword + mark;
        string name = t.IsNested && !t.IsGenericParameter ? Name(t.DeclaringType!) + "." + t.Name : t.Name;
        if (!t.IsGenericType) return name + mark;
        var arguments = t.GetGenericArguments().Select((a, i) => Name(a, n?.GenericTypeArguments.ElementAtOrDefault(i)));
        return t.Name.StartsWith("ValueTuple", StringComparison.Ordinal) ? $"({string.Join(", ", arguments)})" : $"{name.Split('`')[0]}<{string.Join(", ", arguments)}>{mark}";
    }
}
