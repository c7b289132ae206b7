namespace Autodiff;

public static partial class Ad
{
    /// <summary>
    /// The sum of products in Einstein's notation (jnp.einsum). <c>'ij,jk->ik'</c> names the axes of each operand and of the result; axes that the result does not
    /// have are summed. If there is no arrow, the result has the names that occur once, in alphabetical order. <c>...</c> stands for axes that are broadcast. A name
    /// that occurs twice in one operand takes its diagonal.
    /// </summary>
    /// <param name="spec">The subscripts.</param>
    /// <param name="operands">One for each term. With three or more, the pair whose product is smallest compared with its factors is contracted first.</param>
    /// <returns>Dtypes are promoted; booleans become i32.</returns>
    /// <exception cref="AdException">The subscripts are malformed, or do not match the shapes.</exception>
    public static Value Einsum(string spec, params Value[] operands)
    {
        if (spec is null || operands is not { Length: > 0 }) throw new AdException("Einsum: expected a specification such as 'ij,jk->ik', and one operand for each of its terms.", ErrorId.NullArgument);
        foreach (var x in operands) Given(x, nameof(operands));
        var values = MatchDTypes(Array.ConvertAll(operands, Numeric)).ToList();
        var (terms, result) = EinsumSpec.Parse(spec, Array.ConvertAll(operands, x => x.Type.Shape));
        var names = new List<string>();
        for (int i = 0; i < terms.Length; i++)
        {
            (values[i], string distinct) = TakeDiagonals(values[i], terms[i]);
            names.Add(distinct);
        }
        while (values.Count > 1)
        {
            var (i, j) = Cheapest(values, names, result);
            string kept = Remaining(names, i, j, result);
            // The last product has its axes in the order of the result.
            if (values.Count == 2) kept = result;
            var product = Contract(values[i], names[i], values[j], names[j], kept);
            values.RemoveAt(j);
            names.RemoveAt(j);
            (values[i], names[i]) = (product, kept);
        }
        var (sum, left) = SumOut(values[0], names[0], result);
        return Permute(sum, Places(result, left));
    }

    static (Value X, string Names) TakeDiagonals(Value x, string names)
    {
        while (names.FirstOrDefault(c => names.IndexOf(c) != names.LastIndexOf(c)) is var twice and not '\0')
        {
            x = Diagonal(x, 0, names.IndexOf(twice), names.LastIndexOf(twice));
            // Diagonal puts the diagonal last.
            names = names.Replace(twice.ToString(), "", StringComparison.Ordinal) + twice;
        }
        return (x, names);
    }

    /// <summary>The pair of operands whose product has the fewest elements, less those of the two.</summary>
    static (int I, int J) Cheapest(List<Value> values, List<string> names, string result)
    {
        var best = (I: 0, J: 1);
        double least = double.PositiveInfinity;
        if (values.Count == 2) return best;
        for (int i = 0; i < values.Count; i++)
            for (int j = i + 1; j < values.Count; j++)
            {
                double size = 1;
                foreach (char c in Remaining(names, i, j, result)) size *= Math.Max(Size(i, c), Size(j, c));
                double cost = size - values[i].Size - values[j].Size;
                if (cost < least) (best, least) = ((i, j), cost);
            }
        return best;

        int Size(int i, char c) => names[i].IndexOf(c) is >= 0 and var axis ? values[i].Type.Shape[axis] : 1;
    }

    /// <summary>The names of a product that the result or another operand needs.</summary>
    static string Remaining(List<string> names, int i, int j, string result)
    {
        string needed = result + string.Concat(names.Where((_, k) => k != i && k != j));
        return string.Concat((names[i] + names[j]).Where(c => needed.Contains(c)).Distinct());
    }
}
