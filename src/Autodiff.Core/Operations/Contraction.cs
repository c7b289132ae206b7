using System.Runtime.CompilerServices;
using Autodiff.Tracing;

namespace Autodiff;

// Axes named by characters: what products of matrices and Einsum are written with.
public static partial class Ad
{
    /// <summary>Two operands with one dtype, as numbers.</summary>
    static (Value X, Value Y) Factors(Value x, Value y, [CallerMemberName] string operation = "")
    {
        Given(x, nameof(x), operation);
        Given(y, nameof(y), operation);
        var r = MatchDTypes(Numeric(x), Numeric(y));
        return (r[0], r[1]);
    }

    /// <summary>
    /// The sum of products over the names that are not in the result. A name stands once in an operand. Where two axes of one name differ, one of them has
    /// one element.
    /// </summary>
    static Value Contract(Value x, string namesX, Value y, string namesY, string result)
    {
        // What would be repeated for the other's sake is left out instead; what the other has no part in is summed before.
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

    /// <summary>Sums over the axes whose names are not kept.</summary>
    static (Value X, string Names) SumOut(Value x, string names, string keep) => (ReduceSum(x, Places(Without(names, keep), names)), Only(names, keep));

    /// <summary>The axes in the order of the result, with one element where it has others.</summary>
    static Value Aligned(Value x, string names, string result)
    {
        x = Permute(x, Places(Only(result, names), names));
        int axis = 0;
        return Reshape(x, new Shape([.. result.Select(c => names.Contains(c) ? x.Type.Shape[axis++] : 1)]));
    }

    static string Only(string names, string among) => string.Concat(names.Where(c => among.Contains(c)));

    static string Without(string names, string among) => string.Concat(names.Where(c => !among.Contains(c)));

    static Axes Places(string names, string among) => new([.. names.Select(c => among.IndexOf(c))]);

    /// <summary>Names for some axes.</summary>
    static string Names(int count, char first = 'a') => string.Concat(Enumerable.Range(first, count).Select(c => (char)c));
}
