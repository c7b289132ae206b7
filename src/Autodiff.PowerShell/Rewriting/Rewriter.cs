using System.Management.Automation;
using System.Management.Automation.Language;
using System.Runtime.CompilerServices;

namespace Autodiff.PowerShell.Rewriting;

/// <summary>
/// Gives script blocks in which PowerShell asks a <see cref="Value"/> where it otherwise would not: see <see cref="Trap"/>. Text is never rewritten.
/// </summary>
static class Rewriter
{
    // By tree: a literal {…} is a new block, of the same tree, each time it is evaluated. A block without traps is its own.
    static readonly ConditionalWeakTable<Ast, Rewritten> trees = [];
    static readonly ConditionalWeakTable<ScriptBlock, ScriptBlock> blocks = [];

    /// <summary>The block without traps, bound where the block is; the block itself where it has none.</summary>
    public static ScriptBlock Rewrite(ScriptBlock block)
    {
        if (blocks.TryGetValue(block, out var known)) return known;
        var made = trees.GetValue(block.Ast, static ast => Rewritten.From(ast)).Block is { } model ? Origin.Bind(model, block) : block;
        blocks.AddOrUpdate(block, made);
        return made;
    }

    /// <summary>A tree's rewritten block, null where there is nothing to change.</summary>
    sealed record Rewritten(ScriptBlock? Block)
    {
        static readonly ConditionalWeakTable<Ast, object> made = [];

        public static Rewritten From(Ast ast)
        {
            for (Ast? node = ast; node is not null; node = node.Parent)
                if (made.TryGetValue(node, out _)) return new((ScriptBlock?)null);
            if (TreeRewriter.WithoutTraps(ast) is not { } root) return new((ScriptBlock?)null);
            made.Add(root, root);
            // A block whose extent has its braces is shown without them where it stands in an expression.
            if (ast.Parent is not null) _ = new ScriptBlockExpressionAst(root.Extent, root);
            return new(root.GetScriptBlock());
        }
    }
}
