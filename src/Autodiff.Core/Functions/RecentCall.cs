using Autodiff.Backends;
using Autodiff.Trees;

namespace Autodiff.Functions;

/// <summary>What a function ran when it was last called: the next call is likely to be of the same signature, and to take the same path.</summary>
/// <param name="Tree">The structure of the arguments.</param>
/// <param name="Types">The types of their leaves.</param>
/// <param name="Target">What was asked to run it, and what was given up.</param>
/// <param name="Entry">What the traced function knows of the signature.</param>
/// <param name="Path">The path that was taken.</param>
/// <param name="Result">The structure of the result.</param>
/// <param name="Executable">What was run.</param>
sealed record RecentCall(TreeDefinition Tree, TensorType[] Types, Target Target, SignatureEntry Entry, Specialization Path, TreeDefinition Result, IExecutable Executable)
{
    /// <summary>Whether arguments are of the same signature, but for free variables.</summary>
    public bool Fits(TreeDefinition tree, Tensor[] leaves, Target target)
    {
        if (target != Target || leaves.Length != Types.Length || !tree.Equals(Tree)) return false;
        for (int i = 0; i < leaves.Length; i++)
            if (leaves[i].Type != Types[i]) return false;
        return true;
    }

    /// <summary>The program that makes one number of one .NET number, where that is all there is to the call.</summary>
    INumberProgram? Program { get; } = Executable is INumberProgram { MakesNumberOfNumber: true } p && Result.IsLeaf && Tree.Equals(TreeDefinition.Singles(1)) && Types[0].Weak ? p : null;

    /// <summary>The result for an object, null where that is no number like the one before or takes another path.</summary>
    public double? Number(object? x) => Program is null ? null : x switch
    {
        double d when Types[0].DType == DType.F64 => Program.Run(d),
        int i when Types[0].DType == DType.I32 => Program.Run(i),
        _ => null,
    };
}
