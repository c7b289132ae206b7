using System.Collections;
using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Management.Automation.Runspaces;
using System.Reflection;
using System.Runtime.ExceptionServices;
using Autodiff.PowerShell.Rewriting;

namespace Autodiff.PowerShell;

/// <summary>A script block that is traced. It runs only in the runspace that made it.</summary>
public sealed class ScriptBlockBody : Body
{
    internal const string CallText = "param($block, $named) & $block @named";
    static readonly ScriptBlock call = ScriptBlock.Create(CallText);

    readonly Runspace? runspace = Runspace.DefaultRunspace;
    readonly FreeVariables free;
    readonly ScriptParameter[]? parameters;
    readonly bool[] statics;
    readonly bool isBoundByName;

    /// <summary>Makes a body from a block.</summary>
    /// <param name="block">The block.</param>
    /// <param name="staticParameters">Static parameters, in addition to those that are static by type. Default: none.</param>
    public ScriptBlockBody(ScriptBlock block, IEnumerable<string>? staticParameters = null)
    {
        ScriptBlock = block;
        free = new(block);
        parameters = ScriptParameters.Of(block);
        statics = [.. (parameters ?? []).Select(p => p.IsStatic || staticParameters?.Any(p.IsNamed) == true)];
        isBoundByName = IsBoundByName(TreeRewriter.Original(block.Ast));
    }

    /// <summary>The block.</summary>
    public ScriptBlock ScriptBlock { get; }

    /// <inheritdoc/>
    internal override object Code => ScriptBlock;

    /// <inheritdoc/>
    internal override int IndexOf(string name) => Array.FindIndex(parameters ?? [], p => p.IsNamed(name));

    /// <inheritdoc/>
    internal override DType? Floats(int parameter) => parameters?[parameter].Floats;

    /// <summary>The other names of a parameter.</summary>
    internal IReadOnlyList<string> Aliases(int parameter) => parameters?[parameter].Aliases ?? [];

    /// <inheritdoc/>
    public override bool RunsHere => Runspace.DefaultRunspace == runspace;

    /// <inheritdoc/>
    public override bool HasDefault(int parameter) => parameters?[parameter].HasDefault == true;

    // A call without any argument is a mistake, unless all parameters declare defaults.
    internal override int FirstMissing(IReadOnlyList<bool> given) => parameters is null || !given.Contains(true) ? base.FirstMissing(given) : ScriptParameters.FirstMissing(parameters, given);

    /// <inheritdoc/>
    public override bool IsStatic(int parameter) => statics[parameter];

    /// <inheritdoc/>
    public override object? FreeVariables() => RunsHere ? free.Compare() : free.CompareElsewhere();

    /// <inheritdoc/>
    /// <exception cref="AdException">The block has fewer parameters, or an operation in it failed. Exceptions of the block itself are not wrapped.</exception>
    public override object? Invoke(object?[] arguments)
    {
        if (parameters is not null && parameters.Length < arguments.Length)
            throw new AdException($"A script block with the parameters ({string.Join(", ", parameters.Select(p => "$" + p.Name))}) was called with {arguments.Length} arguments.", ErrorId.WrongArgumentCount);
        try
        {
            var output = Run(arguments);
            // An array that is returned unchanged is the value that it was made from.
            return output.Count switch { 0 => null, 1 => Collections.Whole(PowerShellHost.Bare(output[0])) ?? (object?)output[0], _ => Collections.Whole(output) ?? (object)output.ToArray() };
        }
        catch (LoopFlowException)
        {
            throw new AdException((Strays.Line(ScriptBlock.Ast) is > 0 and var line ? Failure.Place(ScriptBlock.File, line) : "") + "break or continue left a script block that is traced. They can leave only a loop inside the block. Use return to leave the block.", ErrorId.LeftBlock);
        }
        catch (ValidationMetadataException e) when (TracedValidationAttribute.Failure(e, Failure.Place(e, ScriptBlock)) is { } failure)
        {
            throw failure;
        }
        catch (RuntimeException e) when (Failure.Cause(e) is { } cause)
        {
            ExceptionDispatchInfo.Throw(cause);
            throw;
        }
        catch (Exception e) when (Failure.Locate(e, ScriptBlock))
        {
            throw;
        }
    }

    Collection<PSObject> Run(object?[] arguments)
    {
        // An array whose elements the code changes is one, although the parameter has no type.
        for (int i = 0; i < arguments.Length; i++)
            if (parameters?[i].StoreRank is > 0 and var rank && arguments[i] is Value { Rank: > 0 } x) arguments[i] = Collections.Changeable(x, rank);
        using var _ = CalledFunctions.Enter(free);
        var code = Rewriter.Rewrite(ScriptBlock);
        int given = arguments.Length;
        while (given > 0 && arguments[given - 1] is Missing) given--;
        if (!isBoundByName && Array.IndexOf(arguments, Missing.Value, 0, given) < 0) return code.Invoke(arguments[..given]!);
        var named = new Hashtable();
        for (int i = 0; i < given; i++)
            if (arguments[i] is not Missing) named[parameters![i].Name] = arguments[i];
        return call.Invoke(code, named);
    }

    // A block cannot be invoked with its arguments if it has several clauses. Parameter sets and positions apply only where a command is called.
    static bool IsBoundByName(Ast code) =>
        (code as FunctionDefinitionAst)?.Body is var body && (body ?? code as ScriptBlockAst) is { } block
        && (block is not { BeginBlock: null, ProcessBlock: null, DynamicParamBlock: null, EndBlock.Unnamed: true }
            || block.ParamBlock?.Attributes.Count > 0
            || ((code as FunctionDefinitionAst)?.Parameters ?? block.ParamBlock?.Parameters)?.SelectMany(p => p.Attributes).Any(a => a is AttributeAst { TypeName: var name } && name.GetReflectionAttributeType() == typeof(ParameterAttribute)) == true);
}
