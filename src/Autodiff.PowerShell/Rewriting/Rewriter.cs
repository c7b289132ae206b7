using System.Management.Automation;
using System.Management.Automation.Language;
using System.Runtime.CompilerServices;

namespace Autodiff.PowerShell.Rewriting;

/// <summary>
/// Rewrites script blocks so that PowerShell asks a <see cref="Value"/> where it otherwise would not: see <see cref="Trap"/>. Text is never rewritten.
/// </summary>
static class Rewriter
{
    // Keyed by tree: a literal {…} is a new block of the same tree each time it is evaluated. A block that has no traps is used as it is.
    static readonly ConditionalWeakTable<Ast, Rewritten> trees = [];
    static readonly ConditionalWeakTable<ScriptBlock, ScriptBlock> blocks = [];

    /// <summary>The block with its traps replaced, with the same origin; the block itself if it has none.</summary>
    public static ScriptBlock Rewrite(ScriptBlock block)
    {
        if (blocks.TryGetValue(block, out var known)) return known;
        var made = trees.GetValue(block.Ast, static ast => Rewritten.From(ast)).Block is { } model ? Origin.Bind(model, block) : block;
        blocks.AddOrUpdate(block, made);
        return made;
    }

    /// <summary>The rewritten block of a tree; null if there is nothing to change.</summary>
    sealed record Rewritten(ScriptBlock? Block)
    {
        static readonly ConditionalWeakTable<Ast, object> made = [];

        public static Rewritten From(Ast ast)
        {
            for (Ast? node = ast; node is not null; node = node.Parent)
                if (made.TryGetValue(node, out _)) return new((ScriptBlock?)null);
            if (TreeRewriter.WithoutTraps(ast) is not { } root) return new((ScriptBlock?)null);
            made.Add(root, root);
            // PowerShell shows a block that is part of an expression with its braces removed.
            if (ast.Parent is not null) _ = new ScriptBlockExpressionAst(root.Extent, root);
            return new(root.GetScriptBlock());
        }
    }
}
