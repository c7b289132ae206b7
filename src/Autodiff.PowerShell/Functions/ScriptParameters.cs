using System.Management.Automation;
using System.Management.Automation.Language;
using Autodiff.PowerShell.Rewriting;

namespace Autodiff.PowerShell;

/// <summary>A parameter of a script block.</summary>
/// <param name="Name">The name.</param>
/// <param name="HasDefault">Whether it may be omitted.</param>
/// <param name="IsStatic">Whether its argument is passed on unchanged: a string, switch, script block or enum.</param>
sealed record ScriptParameter(string Name, bool HasDefault, bool IsStatic);

/// <summary>The parameters of script blocks.</summary>
static class ScriptParameters
{
    static readonly Type[] statics = [typeof(string), typeof(string[]), typeof(SwitchParameter), typeof(ScriptBlock), typeof(Function), typeof(Type)];

    /// <summary>The parameters; null for a block that has no <c>param(…)</c>.</summary>
    /// <param name="block">The block of a function, or a literal block.</param>
    public static ScriptParameter[]? Of(ScriptBlock block)
    {
        var declared = TreeRewriter.Original(block.Ast) switch
        {
            FunctionDefinitionAst f => f.Parameters ?? f.Body.ParamBlock?.Parameters,
            ScriptBlockAst s => s.ParamBlock?.Parameters,
            _ => null,
        };
        return declared?.Select(p => new ScriptParameter(p.Name.VariablePath.UserPath, MayBeOmitted(p), IsStatic(p.StaticType))).ToArray();
    }

    // An omitted switch is $false.
    static bool MayBeOmitted(ParameterAst p) => p.DefaultValue is not null || p.StaticType == typeof(SwitchParameter);

    static bool IsStatic(Type type) => statics.Contains(type) || type.IsEnum;
}
