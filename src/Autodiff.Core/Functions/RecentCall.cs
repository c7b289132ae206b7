using Autodiff.Backends;
using Autodiff.Trees;

namespace Autodiff.Functions;

/// <summary>The latest call of a call site. The next call is likely to have the same signature and take the same path.</summary>
/// <param name="Definition">The structure of the arguments.</param>
/// <param name="Types">The types of the leaves.</param>
/// <param name="Free">The values of the free variables.</param>
/// <param name="Target">The backend and the donated leaves.</param>
/// <param name="Entry">The entry of the signature in the traced function.</param>
/// <param name="Path">The specialization that the call took.</param>
/// <param name="Result">The structure of the result.</param>
/// <param name="Executable">The executable that ran.</param>
sealed record RecentCall(TreeDefinition Definition, TensorType[] Types, object? Free, Target Target, SignatureEntry Entry, Specialization Path, TreeDefinition Result, IExecutable Executable)
{
    /// <summary>Whether the arguments have the same signature, except for free variables.</summary>
    public bool Fits(TreeDefinition definition, Tensor[] leaves, Target target)
    {
        if (target != Target || leaves.Length != Types.Length || !definition.Equals(Definition)) return false;
        for (int i = 0; i < leaves.Length; i++)
            if (leaves[i].Type != Types[i]) return false;
        return true;
    }

    /// <summary>Whether its path is still that of the latest call of its signature, with these values of the free variables.</summary>
    public bool IsLatest(object? free) => Entry.Paths.Last == Path && Equals(Free, free);

    /// <summary>The program that maps one .NET number to one number, if the call is no more than that.</summary>
    IScalarProgram? Program { get; } = Executable is IScalarProgram { MakesNumberOfNumber: true } p && !Target.Donated.Any && Result.IsLeaf && Definition.Equals(TreeDefinition.Singles(1)) && Types[0].Weak ? p : null;

    /// <summary>The result for an object; null if it is not a number of the same type, or takes another path.</summary>
    public double? Number(object? x) => Program is null ? null : x switch
    {
        double d when Types[0].DType == DType.F64 => Program.Run(d),
        int i when Types[0].DType == DType.I32 => Program.Run(i),
        _ => null,
    };
}
