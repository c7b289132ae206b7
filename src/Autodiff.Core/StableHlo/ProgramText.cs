namespace Autodiff.StableHlo;

/// <summary>What a scan of a program's text found.</summary>
/// <param name="Inputs">The names and types of the parameters of <c>@main</c>.</param>
/// <param name="Outputs">The types of its results, and what JAX calls each: <c>result[0]</c>.</param>
/// <param name="Operations">How many operations there are once calls are replaced by what they call.</param>
/// <param name="Signature">What Export-AdFunction wrote of its structure, null of programs from elsewhere.</param>
sealed record ProgramText(IReadOnlyList<(string Name, TensorType Type)> Inputs, IReadOnlyList<(string? Name, TensorType Type)> Outputs, long Operations, string? Signature);
