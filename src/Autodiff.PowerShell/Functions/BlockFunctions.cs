using System.Collections.Concurrent;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Runtime.CompilerServices;

namespace Autodiff.PowerShell;

/// <summary>The functions of script blocks that are used as functions.</summary>
static class BlockFunctions
{
    // A literal {…} is a new block of the same tree each time it is evaluated. In a loop it is traced once.
    static readonly ConditionalWeakTable<Ast, ConcurrentDictionary<Scope, Function>> known = [];

    /// <summary>The function of an object, if it is a function or a script block; otherwise null.</summary>
    /// <exception cref="AdException">The block declares no parameters.</exception>
    public static Function? Find(object? x) => PowerShellHost.Bare(x) switch
    {
        Function f => f,
        ScriptBlock block => known.GetOrCreateValue(block.Ast).GetOrAdd(new Scope(block), static (_, b) => Make(b, "f", "The script block"), block),
        _ => null,
    };

    /// <summary>Makes a function of a block.</summary>
    /// <param name="block">The block.</param>
    /// <param name="name">The name of the function.</param>
    /// <param name="what">What it is, for errors.</param>
    /// <param name="staticParameters">The static parameters, in addition to those that are static by type. Default: none.</param>
    /// <exception cref="AdException">The block declares no parameters, or a static parameter does not exist.</exception>
    public static Function Make(ScriptBlock block, string name, string what, string[]? staticParameters = null)
    {
        var parameters = ScriptParameters.Of(block) ?? throw new AdException($"{what} declares no parameters. Begin it with param($x).", ErrorId.NoParameters);
        foreach (string s in staticParameters ?? [])
            if (!Array.Exists(parameters, p => p.IsNamed(s)))
                throw new AdException($"-StaticParameter '{s}' is not a parameter of {name}({string.Join(", ", parameters.Select(p => p.Name))}).", ErrorId.UnknownParameter);
        return Function.Of(name, [.. parameters.Select(p => p.Name)], new ScriptBlockBody(block, staticParameters));
    }
}
