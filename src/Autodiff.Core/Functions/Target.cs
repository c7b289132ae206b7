using Autodiff.Backends;
using Autodiff.Transforms;

namespace Autodiff.Functions;

/// <summary>What a graph is compiled for.</summary>
/// <param name="Backend">What runs it.</param>
/// <param name="Donated">The leaves of the arguments that the caller gives up; of no length where there are none.</param>
readonly record struct Target(IBackend Backend, Mask Donated);
