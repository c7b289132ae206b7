using System.Collections.Concurrent;
using System.Management.Automation.Language;
using System.Reflection;

namespace Autodiff.PowerShell.Rewriting;

/// <summary>The way to copy a kind of syntax node: its constructor, and the property for each parameter.</summary>
/// <remarks>It uses reflection, because the reference assembly that cmdlets compile against lacks the newest nodes and members.</remarks>
sealed class NodeShape
{
    const BindingFlags Members = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    static readonly ConcurrentDictionary<Type, NodeShape> known = new();

    readonly ConstructorInvoker constructor;

    NodeShape(ConstructorInfo constructor, PropertyInfo[] properties)
    {
        this.constructor = ConstructorInvoker.Create(constructor);
        Properties = properties;
        Types = [.. constructor.GetParameters().Select(p => p.ParameterType)];
    }

    /// <summary>The properties that give the constructor's arguments.</summary>
    public PropertyInfo[] Properties { get; }

    /// <summary>The types of the constructor's parameters.</summary>
    public Type[] Types { get; }

    public static NodeShape Of(Type node) => known.GetOrAdd(node, Find);

    public Ast Make(object?[] arguments) => (Ast)constructor.Invoke(arguments);

    // Of the constructors that begin with an extent, this takes the one that uses most of the node's properties.
    static NodeShape Find(Type node)
    {
        var fitting =
            from c in node.GetConstructors(Members)
            let parameters = c.GetParameters()
            where parameters is [{ ParameterType: var first }, ..] && first == typeof(IScriptExtent)
            let properties = Array.ConvertAll(parameters, p => Property(node, p))
            where !properties.Contains(null)
            orderby properties.Length descending, c.IsPublic descending
            select new NodeShape(c, properties!);
        return fitting.FirstOrDefault() ?? throw new NotSupportedException($"A {node.Name} cannot be made of its properties.");
    }

    static PropertyInfo? Property(Type node, ParameterInfo parameter)
    {
        string name = (node.Name, parameter.Name) switch
        {
            ("ForEachStatementAst", "expression") => "Condition",
            ("ExpandableStringExpressionAst", "type") => "StringConstantType",
            ("ExpandableStringExpressionAst", "formatString") => "FormatExpression",
            ("SubExpressionAst" or "ArrayExpressionAst", "statementBlock") => "SubExpression",
            ("ConvertExpressionAst", "typeConstraint") => "Attribute",
            ("PipelineChainAst", "lhsChain") => "LhsPipelineChain",
            ("PipelineChainAst", "rhsPipeline") => "RhsPipeline",
            ("PipelineChainAst", "chainOperator") => "Operator",
            ("UsingExpressionAst", "expressionAst") => "SubExpression",
            ("FileRedirectionAst", "stream") => "FromStream",
            ("FileRedirectionAst", "file") => "Location",
            (_, "method") => "Member",
            (_, "genericTypes") => "GenericTypeArguments",
            (_, var same) => same!,
        };
        return node.GetProperties(Members).FirstOrDefault(p => p.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
    }
}
