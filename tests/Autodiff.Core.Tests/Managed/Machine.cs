namespace Autodiff.Core.Tests.Managed;

/// <summary>Tests that change what the backend takes the machine for: they run alone.</summary>
[CollectionDefinition(nameof(Machine), DisableParallelization = true)]
public class Machine;
