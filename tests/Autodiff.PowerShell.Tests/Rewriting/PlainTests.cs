using System.Management.Automation;
using Autodiff.PowerShell.Rewriting;

namespace Autodiff.PowerShell.Tests.Rewriting;

/// <summary>Objects that hold no value pass through a rewritten block unchanged: the same results of the same types, and the same errors.</summary>
[Collection("PowerShell")]
public class PlainTests(PowerShellSession session)
{
    [Fact]
    public void Operators() => Same(PlainScripts.Operators);

    [Fact]
    public void Casts() => Same(PlainScripts.Casts);

    [Fact]
    public void Everything_else() => Same(PlainScripts.Others);

    [Fact]
    public void The_corpus() => Same(Corpus.Runnable);

    void Same(IEnumerable<string> scripts)
    {
        var failures = new List<string>();
        foreach (string script in scripts)
        {
            var block = ScriptBlock.Create(script);
            string plain = Run(block), rewritten = Run(Rewriter.Rewrite(block));
            int same = plain.Zip(rewritten).TakeWhile(p => p.First == p.Second).Count(), from = Math.Max(0, same - 100);
            if (plain != rewritten) failures.Add($"{script}\n  plain:     {plain[from..]}\n  rewritten: {rewritten[from..]}");
        }
        Assert.True(failures.Count == 0, $"{failures.Count} scripts differ:\n{string.Join("\n", failures.Take(40))}");
    }

    string Run(ScriptBlock block)
    {
        var (output, errors, warnings) = session.RunAll("param($block) & $block", block);
        return string.Join(" | ", [.. output.Select(Shown), .. errors.Select(e => $"! {e.FullyQualifiedErrorId}: {e.Exception.Message}"), .. warnings]);
    }

    static string Shown(PSObject? o) => o is null ? "$null" : $"{o.BaseObject.GetType().Name} {(o.BaseObject is ScriptBlock or CommandInfo ? "" : o)}";
}
