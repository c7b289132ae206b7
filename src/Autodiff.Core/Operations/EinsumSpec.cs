namespace Autodiff;

/// <summary>The subscripts of an einsum: a name for each axis of each operand and of the result.</summary>
/// <param name="Terms">The names of each operand's axes.</param>
/// <param name="Result">The names of the result's axes, each once.</param>
sealed record EinsumSpec(string[] Terms, string Result)
{
    // The axes of an ellipsis, aligned at the last one, are named from here on.
    const char firstHidden = '\uE000';

    /// <summary>Parses the subscripts, for operands of these shapes.</summary>
    /// <exception cref="AdException">They are malformed, or do not match the shapes.</exception>
    public static EinsumSpec Parse(string spec, Shape[] shapes)
    {
        AdException Error(string what) => new($"Einsum: '{spec}' with operands of the shapes {string.Join(", ", shapes)}: {what}.", ErrorId.InvalidSpecification);
        string[] sides = spec.Replace(" ", "", StringComparison.Ordinal).Split("->");
        string[] terms = sides[0].Split(',');
        if (sides.Length > 2) throw Error("it has more than one arrow");
        if (terms.Length != shapes.Length) throw Error($"it has {terms.Length} terms for {shapes.Length} operands");
        int[] hidden = [.. terms.Select((t, i) => t.Contains("...") ? shapes[i].Rank - (t.Length - 3) : 0)];
        string ellipsis = string.Concat(Enumerable.Range(firstHidden, Math.Max(0, hidden.Max())).Select(c => (char)c));
        for (int i = 0; i < terms.Length; i++)
        {
            if (hidden[i] < 0) throw Error($"'{terms[i]}' has more indices than its operand has axes");
            terms[i] = Expand(terms[i], ellipsis[^hidden[i]..]);
            if (terms[i].Length != shapes[i].Rank) throw Error($"'{terms[i]}' has {terms[i].Length} indices, but its operand has {shapes[i].Rank} axes");
        }
        string all = string.Concat(terms);
        string result = sides.Length == 2
            ? Expand(sides[1], ellipsis)
            : ellipsis + string.Concat(all.Where(c => c < firstHidden && all.Count(o => o == c) == 1).Order());
        if (result.FirstOrDefault(c => !all.Contains(c)) is var unknown and not '\0') throw Error($"the result has the index '{unknown}', which no operand has");
        if (result.Distinct().Count() != result.Length) throw Error("the result repeats an index");
        CheckSizes(terms, shapes, Error);
        return new(terms, result);

        string Expand(string term, string names)
        {
            if (term.Replace("...", "", StringComparison.Ordinal).Any(c => !char.IsAsciiLetter(c))) throw Error($"'{term}' must consist of letters and at most one ellipsis '...'");
            int at = term.IndexOf("...", StringComparison.Ordinal);
            return at < 0 ? term : string.Concat(term.AsSpan(0, at), names, term.AsSpan(at + 3));
        }
    }

    static void CheckSizes(string[] terms, Shape[] shapes, Func<string, AdException> error)
    {
        var sizes = new Dictionary<char, int>();
        for (int i = 0; i < terms.Length; i++)
            for (int axis = 0; axis < terms[i].Length; axis++)
            {
                char c = terms[i][axis];
                int size = shapes[i][axis], first = terms[i].IndexOf(c);
                if (shapes[i][first] != size) throw error($"'{c}' names axes of {shapes[i][first]} and {size} elements in one operand");
                if (size != 1 && sizes.TryGetValue(c, out int known) && known != 1 && known != size) throw error($"{(c < firstHidden ? $"'{c}'" : "the ellipsis")} names axes of {known} and {size} elements");
                if (!sizes.TryGetValue(c, out known) || known == 1) sizes[c] = size;
            }
    }
}
