using System.Management.Automation;
using System.Management.Automation.Language;
using Autodiff.PowerShell.Rewriting;

namespace Autodiff.PowerShell;

/// <summary>A parameter of a script block.</summary>
/// <param name="Name">The name.</param>
/// <param name="Aliases">Its other names.</param>
/// <param name="HasDefault">Whether it declares a default. An omitted switch is $false.</param>
/// <param name="IsStatic">Whether its argument is passed on unchanged: a string, switch, script block or enum.</param>
/// <param name="Floats">The dtype of the elements, if it is declared as an array or list of floats; otherwise null.</param>
/// <param name="StoreRank">How many axes the array has whose elements the code changes, if it has no type: 1 for an array, also of arrays; 0 if none are changed.</param>
/// <param name="Sets">The parameter sets that it belongs to, and whether it is mandatory in them. One that belongs to all is in the set <see cref="ParameterAttribute.AllParameterSets"/>.</param>
sealed record ScriptParameter(string Name, IReadOnlyList<string> Aliases, bool HasDefault, bool IsStatic, DType? Floats, int StoreRank, IReadOnlyDictionary<string, bool> Sets)
{
    /// <summary>Whether a name is that of the parameter or one of its aliases.</summary>
    public bool IsNamed(string name) => Name.Equals(name, StringComparison.OrdinalIgnoreCase) || Aliases.Contains(name, StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether the parameter can be used in a set.</summary>
    public bool IsIn(string set) => Sets.ContainsKey(set) || Sets.ContainsKey(ParameterAttribute.AllParameterSets);

    /// <summary>Whether the parameter must be given in a set.</summary>
    public bool IsMandatory(string set) => Sets.TryGetValue(set, out bool own) ? own : Sets.TryGetValue(ParameterAttribute.AllParameterSets, out bool all) && all;
}

/// <summary>The parameters of script blocks.</summary>
static class ScriptParameters
{
    static readonly Type[] statics = [typeof(string), typeof(string[]), typeof(SwitchParameter), typeof(ScriptBlock), typeof(Function), typeof(Type)];

    /// <summary>The parameters; null for a block that has no <c>param(…)</c>.</summary>
    /// <param name="block">The block of a function, or a literal block.</param>
    public static ScriptParameter[]? Of(ScriptBlock block)
    {
        var code = TreeRewriter.Original(block.Ast);
        var declared = code switch
        {
            FunctionDefinitionAst f => f.Parameters ?? f.Body.ParamBlock?.Parameters,
            ScriptBlockAst s => s.ParamBlock?.Parameters,
            _ => null,
        };
        return declared?.Select(p => new ScriptParameter(p.Name.VariablePath.UserPath, Aliases(p), p.DefaultValue is not null || p.StaticType == typeof(SwitchParameter), IsStatic(p.StaticType), Floats(p.StaticType), StoreRank(p, code), Membership(p))).ToArray();
    }

    /// <summary>The first mandatory parameter that is missing, whichever parameter set is meant; -1 if none is.</summary>
    /// <param name="parameters">The parameters.</param>
    /// <param name="given">Whether an argument is given, for each parameter.</param>
    public static int FirstMissing(ScriptParameter[] parameters, IReadOnlyList<bool> given)
    {
        string[] sets = [.. parameters.SelectMany(p => p.Sets.Keys).Where(s => s != ParameterAttribute.AllParameterSets).Distinct(StringComparer.OrdinalIgnoreCase)];
        int first = -1;
        foreach (string set in sets.Length > 0 ? sets : [ParameterAttribute.AllParameterSets])
        {
            if (parameters.Where((p, i) => given[i] && !p.IsIn(set)).Any()) continue;
            int missing = Enumerable.Range(0, parameters.Length).FirstOrDefault(i => !given[i] && parameters[i].IsMandatory(set), -1);
            if (missing < 0) return -1;
            if (first < 0) first = missing;
        }
        return first;
    }

    static bool IsStatic(Type type) => statics.Contains(type) || type.IsEnum;

    static DType? Floats(Type type)
    {
        Type? element = type;
        for (Type? t = Collections.Element(type); t is not null; t = Collections.Element(t)) element = t;
        return element != type && Numbers.Of(element) is { IsInteger: false } dtype && dtype != DType.Bool ? dtype : null;
    }

    // $a[$i] = …, $a[$i][$j] += …, $a[$i, $j]++
    static int StoreRank(ParameterAst p, Ast code)
    {
        if (p.StaticType != typeof(object) || p.Attributes.Any(a => a is TypeConstraintAst)) return 0;
        int rank = 0;
        foreach (IndexExpressionAst stored in code.FindAll(n => n is IndexExpressionAst i && IndexExpressions.IsTarget(i), searchNestedScriptBlocks: true))
        {
            var root = stored;
            while (root.Target is IndexExpressionAst inner) root = inner;
            if (root.Target is VariableExpressionAst v && v.VariablePath.UserPath.Equals(p.Name.VariablePath.UserPath, StringComparison.OrdinalIgnoreCase))
                rank = Math.Max(rank, root.Index is ArrayLiteralAst several ? several.Elements.Count : 1);
        }
        return rank;
    }

    static string[] Aliases(ParameterAst p) =>
        [.. Attributes<AliasAttribute>(p).SelectMany(a => a.PositionalArguments).OfType<StringConstantExpressionAst>().Select(a => a.Value)];

    static Dictionary<string, bool> Membership(ParameterAst p)
    {
        var r = new Dictionary<string, bool>(StringComparer.OrdinalIgnoreCase);
        foreach (var attribute in Attributes<ParameterAttribute>(p))
        {
            NamedAttributeArgumentAst? Named(string name) => attribute.NamedArguments.FirstOrDefault(n => n.ArgumentName.Equals(name, StringComparison.OrdinalIgnoreCase));
            string set = (Named(nameof(ParameterAttribute.ParameterSetName))?.Argument as StringConstantExpressionAst)?.Value ?? ParameterAttribute.AllParameterSets;
            r[set] = Named(nameof(ParameterAttribute.Mandatory)) is { } m && (m.ExpressionOmitted || LanguagePrimitives.IsTrue(m.Argument.SafeGetValue()));
        }
        return r.Count > 0 ? r : new() { [ParameterAttribute.AllParameterSets] = false };
    }

    static IEnumerable<AttributeAst> Attributes<T>(ParameterAst p) => p.Attributes.OfType<AttributeAst>().Where(a => a.TypeName.GetReflectionAttributeType() == typeof(T));
}
