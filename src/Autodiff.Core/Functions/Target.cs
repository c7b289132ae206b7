using Autodiff.Backends;
using Autodiff.Transforms;

namespace Autodiff.Functions;

/// <summary>What a graph is compiled for.</summary>
/// <param name="Backend">The backend.</param>
/// <param name="Donated">The donated leaves of the arguments; an empty mask if there are none.</param>
readonly record struct Target(IBackend Backend, Mask Donated);
