using System.Collections;
using System.Management.Automation.Language;
using System.Runtime.CompilerServices;

namespace Autodiff.PowerShell.Rewriting;

/// <summary>
/// Copies a syntax tree with the nodes replaced that have a trap. Every node keeps its extent, so lines, columns and errors are those of the script.
/// </summary>
sealed class TreeRewriter
{
    static readonly ConditionalWeakTable<Ast, Ast> originals = [];

    readonly Dictionary<Ast, Trap> traps = [];
    readonly HashSet<Ast> changing = [];

    TreeRewriter() { }

    /// <summary>The block of a tree or function with its traps replaced; null if it has none.</summary>
    public static ScriptBlockAst? WithoutTraps(Ast root)
    {
        var rewriter = new TreeRewriter();
        TypeDefinitionAst? inner = null;
        foreach (var node in root.FindAll(static _ => true, searchNestedScriptBlocks: true))
        {
            if (node is TypeDefinitionAst type) inner ??= type;
            if (Trap.In(node) is { } trap) rewriter.Note(node, trap, root);
        }
        // PowerShell compiles a class together with the script that contains it.
        if (inner is not null && rewriter.traps.Count > 0) throw new AdException($"line {inner.Extent.StartLineNumber}: the class {inner.Name} is defined inside traced code. Define it before the function.", ErrorId.ClassInside);
        return rewriter.traps.Count == 0 ? null : root is FunctionDefinitionAst function ? rewriter.Body(function) : (ScriptBlockAst)rewriter.Rewrite(root);
    }

    /// <summary>The code of a method of a class as a block with its parameters, with its traps replaced.</summary>
    public static ScriptBlockAst Method(FunctionMemberAst method, ScriptClass type)
    {
        var rewriter = new TreeRewriter();
        var returns = new Returns(type);
        foreach (var node in method.FindAll(static _ => true, searchNestedScriptBlocks: true))
            if (node is ReturnStatementAst { Pipeline: not null } && Block(node) == method.Body) rewriter.Note(node, returns, method);
            else if (Trap.In(node) is { } trap) rewriter.Note(node, trap, method);
        // No search finds it.
        if (method.IsConstructor && method.Body.EndBlock?.Statements.FirstOrDefault() is { } first && Syntax.Pure(first) is BaseCtorInvokeMemberExpressionAst above)
        {
            rewriter.Note(above, returns, method);
            foreach (var node in above.Arguments?.SelectMany(a => a.FindAll(static _ => true, searchNestedScriptBlocks: true)) ?? [])
                if (Trap.In(node) is { } trap) rewriter.Note(node, trap, method);
        }
        rewriter.changing.Add(method.Body);
        return (ScriptBlockAst)rewriter.With(method.Body, (nameof(ScriptBlockAst.ParamBlock), new ParamBlockAst(method.Extent, null, method.Parameters.Select(rewriter.Rewrite))));
    }

    /// <summary>The initial value of a property as a block that returns it, with its traps replaced.</summary>
    public static ScriptBlockAst Initial(PropertyMemberAst property)
    {
        var (rewriter, value) = (new TreeRewriter(), property.InitialValue);
        foreach (var node in value.FindAll(static _ => true, searchNestedScriptBlocks: true))
            if (Trap.In(node) is { } trap) rewriter.Note(node, trap, value);
        return new(value.Extent, null, new StatementBlockAst(value.Extent, [Syntax.Pipeline(Returns.Of(rewriter.Rewrite(value)))], null), isFilter: false);
    }

    static Ast? Block(Ast node)
    {
        while (node is not (null or ScriptBlockAst)) node = node.Parent;
        return node;
    }

    /// <summary>The original code of a rewritten block or function, with the declared parameters.</summary>
    public static Ast Original(Ast code) => originals.TryGetValue(code, out var original) ? original : code;

    /// <summary>A copy of a tree in which every node is new, although nothing is replaced.</summary>
    internal static Ast Rebuild(Ast root)
    {
        var rewriter = new TreeRewriter();
        rewriter.changing.UnionWith(root.FindAll(static _ => true, searchNestedScriptBlocks: true));
        return rewriter.Rewrite(root);
    }

    /// <summary>A node with all traps in it replaced.</summary>
    public T Rewrite<T>(T node) where T : Ast
    {
        // PowerShell's own copy of this node shares a child with the original.
        if (node is UsingStatementAst { ModuleSpecification: null, Alias: null } u) return (T)(Ast)new UsingStatementAst(u.Extent, u.UsingStatementKind, (StringConstantExpressionAst)u.Name.Copy());
        if (!changing.Contains(node) || IsClosed(node)) return (T)node.Copy();
        return (T)(traps.TryGetValue(node, out var trap) ? trap.Replace(node, this) : With(node));
    }

    /// <summary>A copy of a node with some properties replaced, and the traps in the others replaced.</summary>
    public Ast With(Ast node, params ReadOnlySpan<(string Property, object? Value)> replaced)
    {
        if (node is NamedBlockAst block) return Block(block);
        var shape = NodeShape.Of(node.GetType());
        var arguments = new object?[shape.Properties.Length];
        for (int i = 0; i < arguments.Length; i++)
        {
            arguments[i] = null;
            bool own = true;
            foreach (var (property, value) in replaced)
            {
                if (property != shape.Properties[i].Name) continue;
                arguments[i] = value;
                own = false;
            }
            if (own) arguments[i] = Again(shape.Properties[i].GetValue(node), shape.Types[i]);
        }
        var made = shape.Make(arguments);
        if (node is ScriptBlockAst or FunctionDefinitionAst) originals.Add(made, node);
        return made;
    }

    // Parameters before a function's body are moved into it.
    ScriptBlockAst Body(FunctionDefinitionAst function) => function.Parameters is null
        ? Rewrite(function.Body)
        : (ScriptBlockAst)With(function.Body, (nameof(ScriptBlockAst.ParamBlock), new ParamBlockAst(function.Extent, null, function.Parameters.Select(Rewrite))));

    // The only node whose statements are not in a property with the name of the constructor's parameter.
    NamedBlockAst Block(NamedBlockAst block) => new(
        block.Extent, block.BlockKind, new StatementBlockAst(block.Extent, List(block.Statements), List(block.Traps)), block.Unnamed);

    List<T> List<T>(IEnumerable<T>? nodes) where T : Ast => nodes is null ? [] : [.. nodes.Select(Rewrite)];

    object? Again(object? value, Type type) => value switch
    {
        null or string or IScriptExtent or ITypeName => value,
        Ast node => Rewrite(node),
        ITuple pair => Activator.CreateInstance(type, Again(pair[0], type.GetGenericArguments()[0]), Again(pair[1], type.GetGenericArguments()[1])),
        IEnumerable items when type.IsGenericType => Items(items, type.GetGenericArguments()[0]),
        _ => value,
    };

    IList Items(IEnumerable items, Type type)
    {
        var list = (IList)Activator.CreateInstance(typeof(List<>).MakeGenericType(type))!;
        foreach (object? item in items) list.Add(Again(item, type));
        return list;
    }

    // Nodes that are compiled when they are parsed, or allow only a part of the language.
    static bool IsClosed(Ast node) => node is TypeDefinitionAst or DataStatementAst or AttributeBaseAst or UsingStatementAst or RedirectionAst or ConfigurationDefinitionAst or DynamicKeywordStatementAst;

    void Note(Ast node, Trap trap, Ast root)
    {
        for (var above = node.Parent; node != root && above is not null && above != root.Parent; above = above.Parent)
            if (IsClosed(above)) return;
        traps.Add(node, trap);
        for (var n = node; n is not null && n != root.Parent && changing.Add(n); n = n.Parent) { }
    }
}
