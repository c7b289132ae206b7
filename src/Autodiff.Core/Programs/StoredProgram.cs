using Autodiff.Functions;
using Autodiff.StableHlo;
using Autodiff.Tracing;
using Autodiff.Tracing.Paths;

namespace Autodiff.Programs;

/// <summary>An imported program. The function calls it, for arguments of its structures and types.</summary>
sealed class StoredProgram(IProgram program) : FunctionSource
{
    public override void RequireRules() => throw ImportedProgram.NoRules(program.Name);

    public override Specialization Specialize(string name, Signature signature, Arguments arguments, PathRecord path)
    {
        int[] leaves = Leaves(arguments);
        var types = program.Signature.Inputs;
        var graph = Interpreter.StageClosed(x => new ImportedProgram(program).Bind([.. leaves.Select((leaf, i) => x[leaf].DType == types[i].DType ? x[leaf] : Ad.Cast(x[leaf], types[i].DType))]), arguments.Types);
        return new(graph, program.Signature.Result, [], [], []);
    }

    /// <summary>The leaf of the arguments for each input of the program.</summary>
    int[] Leaves(Arguments arguments)
    {
        var wanted = program.Signature;
        var r = new List<int>(wanted.Inputs.Length);
        for (int p = 0; p < wanted.Parameters.Length; p++)
        {
            string parameter = wanted.Parameters[p];
            var structure = wanted.Structures[p];
            var found = DirectionMatch.Find(structure, arguments[p], arguments.FirstLeaf(p), parameter);
            for (int k = 0; k < found.Length; k++)
            {
                string leaf = structure.PathOf(k, parameter);
                if (found[k] is not { } at) throw new AdException($"{wanted.Name}: {leaf} is missing; expected the structure {structure} for the argument {parameter}.", ErrorId.StructureMismatch);
                Check(arguments.Leaves[at].Type, wanted.Inputs[r.Count], leaf);
                r.Add(at);
            }
        }
        return [.. r];
    }

    // A plain number takes the dtype of the parameter.
    void Check(TensorType t, TensorType wanted, string leaf)
    {
        if (t.Strong == wanted.Strong || t.Weak && t.Shape == wanted.Shape && (wanted.IsFloat || wanted.DType.IsInteger && t.DType.IsInteger)) return;
        string cure = t.Shape != wanted.Shape ? "An imported program takes only the shapes that it was exported for" : $"Use {Spell.Name("Ad.Cast", "x", $"'{wanted.DType}'")}";
        throw new AdException($"{program.Signature.Name}: {leaf} is {t.Strong}; expected {wanted.Strong}. {cure}.", t.Shape != wanted.Shape ? ErrorId.ShapeMismatch : ErrorId.DTypeMismatch);
    }
}
