using Autodiff.StableHlo;
using Autodiff.Tracing;
using Autodiff.Trees;

namespace Autodiff.Functions;

/// <summary>The code of an imported function: checks the structures and types of the arguments and calls the program.</summary>
sealed class ProgramBody(IProgram program) : Body
{
    /// <summary>The program.</summary>
    public IProgram Program => program;

    /// <inheritdoc/>
    public override object? Invoke(object?[] arguments)
    {
        var signature = program.Signature;
        var x = new List<Value>(signature.Inputs.Length);
        for (int p = 0; p < arguments.Length; p++)
        {
            string parameter = signature.Parameters[p];
            var wanted = signature.Structures[p];
            var leaves = new List<Value>();
            var given = TreeDefinition.Flatten(arguments[p], parameter, leaves);
            var found = DirectionMatch.Find(wanted, given, 0, parameter);
            for (int k = 0; k < found.Length; k++)
            {
                string path = wanted.PathOf(k, parameter);
                if (found[k] is not { } at) throw new AdException($"{signature.Name}: {path} is missing; the argument {parameter} has the structure {wanted}.", ErrorId.StructureMismatch);
                x.Add(Fit(leaves[at], signature.Inputs[x.Count], path));
            }
        }
        object?[] y = new ImportedProgram(program).Bind([.. x]);
        return signature.Result.Unflatten(y);
    }

    // A plain number takes the dtype of the parameter.
    Value Fit(Value x, TensorType wanted, string path)
    {
        var t = x.Type;
        if (t.Strong == wanted.Strong) return x;
        if (t.Weak && t.Shape == wanted.Shape && (wanted.IsFloat || wanted.DType.IsInteger && t.DType.IsInteger)) return Ad.Cast(x, wanted.DType, false);
        string cure = t.Shape != wanted.Shape ? "an imported program takes the shapes that it was exported for" : $"write [Ad]::Cast(…, '{wanted.DType}') or New-AdTensor -DType {wanted.DType}";
        throw new AdException($"{program.Signature.Name}: {path} is {t.Strong}, but the program takes {wanted.Strong}; {cure}.", t.Shape != wanted.Shape ? ErrorId.ShapeMismatch : ErrorId.DTypeMismatch);
    }
}
