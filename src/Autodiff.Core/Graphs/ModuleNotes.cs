namespace Autodiff.Graphs;

/// <summary>What a module says beside its operations: MLIR attributes, without their braces.</summary>
/// <param name="Module">Of the module.</param>
/// <param name="Preamble">Operations that stand before the functions.</param>
/// <param name="Inputs">Of each input of <c>@main</c>; empty where there are none.</param>
/// <param name="Outputs">Of each of its results.</param>
sealed record ModuleNotes(string Module = "", string Preamble = "", string[]? Inputs = null, string[]? Outputs = null);
