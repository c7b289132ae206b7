using System.Runtime.CompilerServices;
using Autodiff.Tracing;

namespace Autodiff;

// Contractions of axes that are named by characters, for MatMul, TensorDot and Einsum.
public static partial class Ad
{
    /// <summary>Both operands as numbers of one dtype; booleans become i32.</summary>
    static (Value X, Value Y) Factors(Value x, Value y, [CallerMemberName] string operation = "")
    {
        Given(x, nameof(x), operation);
        Given(y, nameof(y), operation);
        var r = MatchDTypes(Numeric(x), Numeric(y));
        return (r[0], r[1]);
    }

    /// <summary>
    /// The sum of products over the names that the result does not have. A name occurs once in each operand. Where two axes of one name differ in size, one of them
    /// has size 1.
    /// </summary>
    static Value Contract(Value x, string namesX, Value y, string namesY, string result)
    {
        // An axis of size 1 that would be broadcast is dropped instead. An axis that only one operand has is summed before the product.
        var (a, left) = Unrepeated(x, namesX, y, namesY);
        var (b, right) = Unrepeated(y, namesY, x, namesX);
        (a, left) = SumOut(a, left, right + result);
        (b, right) = SumOut(b, right, left + result);
        string shared = Only(left, right), batch = Only(shared, result), summed = Without(shared, result);
        if (summed.Length == 0) return Aligned(a, left, result) * Aligned(b, right, result);
        var y0 = new Dot(Places(batch, left), Places(batch, right), Places(summed, left), Places(summed, right)).Bind(a, b);
        return Permute(y0, Places(result, batch + Without(left, shared) + Without(right, shared)));
    }

    static (Value X, string Names) Unrepeated(Value x, string names, Value other, string otherNames)
    {
        string left = string.Concat(names.Where((c, i) => x.Type.Shape[i] != 1 || otherNames.IndexOf(c) is var j && (j < 0 || other.Type.Shape[j] == 1)));
        return (Reshape(x, x.Type.Shape.Select(Places(left, names))), left);
    }

    /// <summary>Sums over the axes whose names are not in keep.</summary>
    static (Value X, string Names) SumOut(Value x, string names, string keep) => (ReduceSum(x, Places(Without(names, keep), names)), Only(names, keep));

    /// <summary>The value with its axes in the order of the result. An axis that only the result has gets size 1.</summary>
    static Value Aligned(Value x, string names, string result)
    {
        x = Permute(x, Places(Only(result, names), names));
        int axis = 0;
        return Reshape(x, new Shape([.. result.Select(c => names.Contains(c) ? x.Type.Shape[axis++] : 1)]));
    }

    static string Only(string names, string among) => string.Concat(names.Where(c => among.Contains(c)));

    static string Without(string names, string among) => string.Concat(names.Where(c => !among.Contains(c)));

    static Axes Places(string names, string among) => new([.. names.Select(c => among.IndexOf(c))]);

    /// <summary>Consecutive characters as names of axes.</summary>
    static string Names(int count, char first = 'a') => string.Concat(Enumerable.Range(first, count).Select(c => (char)c));
}
