namespace Autodiff.Graphs;

/// <summary>Attributes of a module, as MLIR text that is not enclosed in braces.</summary>
/// <param name="Module">The attributes of the module.</param>
/// <param name="Preamble">Operations before the functions.</param>
/// <param name="Inputs">The attributes of each input of <c>@main</c>; empty for none.</param>
/// <param name="Outputs">The attributes of each output of <c>@main</c>; empty for none.</param>
sealed record ModuleNotes(string Module = "", string Preamble = "", string[]? Inputs = null, string[]? Outputs = null);
