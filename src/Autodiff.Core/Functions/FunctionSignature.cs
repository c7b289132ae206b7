namespace Autodiff;

/// <summary>A signature that a function has traced.</summary>
/// <param name="Arguments">The structure and types of the arguments, such as <c>f64[3], {b: f64[], w: f64[2,3]}</c>.</param>
/// <param name="Paths">The number of paths through the conditions.</param>
/// <param name="Calls">The number of calls that found a traced path.</param>
public sealed record FunctionSignature(string Arguments, int Paths, long Calls);
