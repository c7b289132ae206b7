using System.Management.Automation;
using System.Management.Automation.Language;
using Autodiff.PowerShell.Rewriting;

namespace Autodiff.PowerShell.Tests.Rewriting;

/// <summary>Trees that are copied with no change are equal.</summary>
[Collection("PowerShell")]
public class TreeRewriterTests(PowerShellSession session)
{
    public static TheoryData<string> All => [.. Corpus.Runnable, .. Corpus.Parsed];

    public static TheoryData<string> Runnable => [.. Corpus.Runnable];

    [Theory]
    [MemberData(nameof(All))]
    public void Every_node_keeps_its_kind_and_extent(string script)
    {
        var tree = Parse(script);
        Assert.Equal(Nodes(tree), Nodes(TreeRewriter.Rebuild(tree)));
    }

    [Theory]
    [MemberData(nameof(Runnable))]
    public void What_runs_gives_the_same(string script)
    {
        Assert.Equal(Run(Parse(script).GetScriptBlock()), Run(((ScriptBlockAst)TreeRewriter.Rebuild(Parse(script))).GetScriptBlock()));
    }

    [Fact]
    public void The_corpus_has_every_kind_of_node()
    {
        var seen = Corpus.Runnable.Concat(Corpus.Parsed).SelectMany(s => Parse(s).FindAll(_ => true, true)).Select(n => n.GetType()).ToHashSet();
        var kinds = typeof(Ast).Assembly.GetExportedTypes().Where(t => typeof(Ast).IsAssignableFrom(t) && !t.IsAbstract);
        // Code with errors cannot run; workflows and configurations belong to Windows PowerShell; a call of a base constructor is not visited.
        string[] never =
        [
            nameof(ErrorExpressionAst), nameof(ErrorStatementAst), nameof(BlockStatementAst), nameof(ConfigurationDefinitionAst), nameof(DynamicKeywordStatementAst), nameof(BaseCtorInvokeMemberExpressionAst),
        ];
        Assert.Empty(kinds.Where(t => !seen.Contains(t)).Select(t => t.Name).Except(never));
    }

    [Fact]
    public void An_error_has_the_line_and_column_of_the_script()
    {
        var error = session.Error("""
            param($rebuild)
            & ($rebuild.Invoke({
                $x = 1
                if ($x) {
                    Get-Nothing $x
                }
            }))
            """, (Func<ScriptBlock, ScriptBlock>)(b => Origin.Bind(((ScriptBlockAst)TreeRewriter.Rebuild(b.Ast)).GetScriptBlock(), b)));
        Assert.Equal((5, 9, "Get-Nothing $x"), (error.InvocationInfo.ScriptLineNumber, error.InvocationInfo.OffsetInLine, error.InvocationInfo.Line.Trim()));
    }

    static ScriptBlockAst Parse(string script)
    {
        var tree = Parser.ParseInput(script, out _, out var errors);
        return errors.Length == 0 || script.StartsWith("Configuration", StringComparison.Ordinal) ? tree : throw new InvalidOperationException($"{script}: {string.Join("; ", errors.Select(e => e.Message))}");
    }

    // PowerShell itself copies a class, and adds to its constructors what is there already. Code with a class inside is not rewritten.
    static IEnumerable<string> Nodes(Ast tree) => tree.FindAll(n => !IsInClass(n), searchNestedScriptBlocks: true).Select(n => $"{n.GetType().Name} {n.Extent.StartOffset}-{n.Extent.EndOffset} {n}");

    static bool IsInClass(Ast? node) => node is not null && (node is TypeDefinitionAst || IsInClass(node.Parent));

    IEnumerable<string> Run(ScriptBlock block)
    {
        var (output, errors, warnings) = session.RunAll("param($block) & $block", block);
        return [.. output.Select(o => $"{o?.BaseObject.GetType().Name} {o}"), .. errors.Select(e => $"{e.FullyQualifiedErrorId} {e}"), .. warnings];
    }
}
