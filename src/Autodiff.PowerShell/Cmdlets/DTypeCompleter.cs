using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace Autodiff.PowerShell;

/// <summary>Completes the names of dtypes.</summary>
public sealed class DTypeCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        DType.All.Where(d => d.Name.StartsWith(wordToComplete, StringComparison.OrdinalIgnoreCase))
            .Select(d => new CompletionResult(d.Name, d.Name, CompletionResultType.ParameterValue, $"{d.ElementType.Name}, {d.Size} byte{(d.Size == 1 ? "" : "s")} an element"));
}
