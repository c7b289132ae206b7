using System.Runtime.CompilerServices;
using Autodiff.Families;

namespace Autodiff;

public static partial class Ad
{
    /// <summary>The value with its last two axes exchanged.</summary>
    internal static Value MatrixTranspose(Value x) => MoveAxisTo(x, x.Rank - 1, x.Rank - 2);

    /// <summary>The value as floating-point square matrices.</summary>
    static Value SquareMatrices(Value x, [CallerArgumentExpression(nameof(x))] string argument = "", [CallerMemberName] string operation = "")
    {
        Given(x, argument, operation);
        return x.Rank >= 2 && x.Type.Shape[x.Rank - 1] == x.Type.Shape[x.Rank - 2]
            ? ToFloat(x)
            : throw new AdException($"{operation}: the argument '{argument}' has shape {x.Type.Shape}; expected square matrices […,n,n].", ErrorId.ShapeMismatch);
    }

    /// <summary>Solves for a vector [n] or for matrices […,n,m], as NumPy does: batch axes are broadcast, and a vector is a column.</summary>
    static Value ForRightSide(Value a, Value b, Func<Value[], Value> solve, [CallerMemberName] string operation = "")
    {
        a = SquareMatrices(a, nameof(a), operation);
        Given(b, nameof(b), operation);
        var r = MatchDTypes(a, ToFloat(b));
        (a, b) = (r[0], r[1]);
        int n = a.Type.Shape[a.Rank - 1];
        bool isVector = b.Rank == 1;
        if (b.Rank == 0 || b.Type.Shape[isVector ? 0 : b.Rank - 2] != n)
            throw new AdException($"{operation}: the shapes {a.Type.Shape} and {b.Type.Shape} do not match; expected a right-hand side [{n}] or […,{n},m].", ErrorId.ShapeMismatch);
        if (isVector) b = Reshape(b, new Shape(n, 1));
        var batch = BroadcastShapes(Matrices.Batch(a.Type), Matrices.Batch(b.Type), operation);
        var x = solve([BroadcastTo(a, new Shape([.. batch, n, n])), BroadcastTo(b, new Shape([.. batch, n, b.Type.Shape[b.Rank - 1]]))]);
        return isVector ? Reshape(x, x.Type.Shape.Without(x.Rank - 1)) : x;
    }
}
