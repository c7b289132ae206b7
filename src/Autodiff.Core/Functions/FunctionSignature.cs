namespace Autodiff;

/// <summary>What a function has traced for arguments of one kind.</summary>
/// <param name="Arguments">Their structure and types, as in <c>f64[3], {b: f64[], w: f64[2,3]}</c>.</param>
/// <param name="Paths">The paths through its conditions.</param>
/// <param name="Calls">The calls that found what they needed.</param>
public sealed record FunctionSignature(string Arguments, int Paths, long Calls);
