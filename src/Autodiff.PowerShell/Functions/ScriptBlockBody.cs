using System.Collections;
using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Reflection;
using System.Runtime.ExceptionServices;
using Autodiff.PowerShell.Rewriting;

namespace Autodiff.PowerShell;

/// <summary>A script block that is traced. It runs only in the runspace that made it.</summary>
public sealed class ScriptBlockBody : Body
{
    readonly Runspace? runspace = Runspace.DefaultRunspace;
    readonly FreeVariables free;
    readonly ScriptParameter[]? parameters;
    readonly bool[] statics;

    /// <summary>Makes a body from a block.</summary>
    /// <param name="block">The block.</param>
    /// <param name="staticParameters">Static parameters, in addition to those that are static by type. Default: none.</param>
    public ScriptBlockBody(ScriptBlock block, IEnumerable<string>? staticParameters = null)
    {
        ScriptBlock = block;
        free = new(block);
        parameters = ScriptParameters.Of(block);
        statics = [.. (parameters ?? []).Select(p => p.IsStatic || staticParameters?.Contains(p.Name, StringComparer.OrdinalIgnoreCase) == true)];
    }

    /// <summary>The block.</summary>
    public ScriptBlock ScriptBlock { get; }

    /// <inheritdoc/>
    public override bool RunsHere => Runspace.DefaultRunspace == runspace;

    /// <inheritdoc/>
    public override bool HasDefault(int parameter) => parameters?[parameter].HasDefault == true;

    /// <inheritdoc/>
    public override bool IsStatic(int parameter) => statics[parameter];

    /// <inheritdoc/>
    public override object? FreeVariables() => RunsHere ? free.Compare() : free.CompareElsewhere();

    /// <inheritdoc/>
    /// <exception cref="AdException">The block has fewer parameters, or an operation in it failed. Exceptions of the block itself are not wrapped.</exception>
    public override object? Invoke(object?[] arguments)
    {
        if (parameters is not null && parameters.Length < arguments.Length)
            throw new AdException($"A script block with the parameters ({string.Join(", ", parameters.Select(p => "$" + p.Name))}) was given {arguments.Length} arguments.", ErrorId.WrongArgumentCount);
        try
        {
            var output = Run(arguments);
            // An array that comes back untouched is the one value that it was taken from.
            return output.Count switch { 0 => null, 1 => Collections.Whole(PowerShellHost.Bare(output[0])) ?? (object?)output[0], _ => Collections.Whole(output) ?? (object)output.ToArray() };
        }
        catch (LoopFlowException)
        {
            throw new AdException((Strays.Line(ScriptBlock.Ast) is > 0 and var line ? $"line {line}: " : "") + "break or continue has left a script block that is traced: only a loop inside the block can be left so; use return to leave the block.", ErrorId.LeftBlock);
        }
        catch (ValidationMetadataException e) when (TracedValidationAttribute.Failure(e) is { } failure)
        {
            throw failure;
        }
        catch (RuntimeException e) when (Failure.Cause(e) is { } cause)
        {
            ExceptionDispatchInfo.Throw(cause);
            throw;
        }
    }

    Collection<PSObject> Run(object?[] arguments)
    {
        using var _ = CalledFunctions.Enter();
        var code = Rewriter.Rewrite(ScriptBlock);
        int given = arguments.Length;
        while (given > 0 && arguments[given - 1] is Missing) given--;
        if (Array.IndexOf(arguments, Missing.Value, 0, given) < 0) return code.Invoke(arguments[..given]!);
        // An argument in the middle is omitted, so the others are bound by name.
        var named = new Hashtable();
        for (int i = 0; i < given; i++)
            if (arguments[i] is not Missing) named[parameters![i].Name] = arguments[i];
        return ScriptBlock.Create("param($block, $named) . $block @named").Invoke(code, named);
    }
}
