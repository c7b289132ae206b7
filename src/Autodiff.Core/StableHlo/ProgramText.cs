namespace Autodiff.StableHlo;

/// <summary>The result of the scan of a program's text.</summary>
/// <param name="Inputs">The names and types of the parameters of <c>@main</c>.</param>
/// <param name="Outputs">The types of its results, and JAX's name for each: <c>result[0]</c>.</param>
/// <param name="Operations">The number of operations after inlining.</param>
/// <param name="Signature">The signature that an export wrote; null for other programs.</param>
sealed record ProgramText(IReadOnlyList<(string Name, TensorType Type)> Inputs, IReadOnlyList<(string? Name, TensorType Type)> Outputs, long Operations, string? Signature);
