using Autodiff.Tracing;

namespace Autodiff;

// Axes named by characters: what products of matrices and Einsum are written with.
public static partial class Ad
{
    /// <summary>Two operands with one dtype, as numbers.</summary>
    static (Value X, Value Y) Factors(Value x, Value y, [System.Runtime.CompilerServices.CallerMemberName] string operation = "")
    {
        Given(x, nameof(x), operation);
        Given(y, nameof(y), operation);
        var r = MatchDTypes(Numeric(x), Numeric(y));
        return (r[0], r[1]);
    }

    /// <summary>
    /// The sum of products over the names that are not in the result. A name stands once in an operand; one that is not in the result is in both. Where two
    /// axes of one name differ, one of them has one element.
    /// </summary>
    static Value Contract(Value x, string namesX, Value y, string namesY, string result)
    {
        // What would be repeated for the other's sake is left out instead.
        (x, namesX, y, namesY) = (Unrepeated(x, namesX, y, namesY, out string leftX), leftX, Unrepeated(y, namesY, x, namesX, out string leftY), leftY);
        string shared = string.Concat(namesX.Where(c => namesY.Contains(c)));
        string batch = string.Concat(shared.Where(c => result.Contains(c))), summed = string.Concat(shared.Where(c => !result.Contains(c)));
        var y0 = new Dot(Places(batch, namesX), Places(batch, namesY), Places(summed, namesX), Places(summed, namesY)).Bind(x, y);
        string names = batch + string.Concat(namesX.Where(c => !shared.Contains(c))) + string.Concat(namesY.Where(c => !shared.Contains(c)));
        return Permute(y0, Places(result, names));
    }

    static Value Unrepeated(Value x, string names, Value other, string otherNames, out string left)
    {
        var dropped = names.Where((c, i) => x.Type.Shape[i] == 1 && otherNames.IndexOf(c) is >= 0 and var j && other.Type.Shape[j] != 1).ToArray();
        left = string.Concat(names.Where(c => !dropped.Contains(c)));
        return Reshape(x, x.Type.Shape.Select(Places(left, names)));
    }

    static Axes Places(string names, string among) => new([.. names.Select(c => among.IndexOf(c))]);

    /// <summary>Names for some axes.</summary>
    static string Names(int count, char first = 'a') => string.Concat(Enumerable.Range(first, count).Select(c => (char)c));
}
