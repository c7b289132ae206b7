using System.Reflection;
using Autodiff.Backends.Managed;
using Autodiff.Graphs;
using Autodiff.Tracing;
using Autodiff.Transforms;
using CsCheck;
using Xunit.Sdk;

namespace Autodiff.Core.Tests.Laws;

/// <summary>The laws detect faults: for each rule of each primitive, a wrong sign breaks a law for some row.</summary>
public class MutationTests
{
    const int Samples = 12;

    // Print has no numbers, and an imported program has no rules.
    static readonly Type[] apart = [typeof(Print), typeof(ImportedProgram)];

    static readonly Lazy<List<Specimen>> specimens = new(Collect);

    /// <summary>A case, with the graph of its function and that of its tangents.</summary>
    sealed record Specimen(Case Case, Graph Graph, Value[] Captured, Graph? Tangents, Value[] Residuals, Mask Results)
    {
        /// <summary>Whether the graph uses other floats than f64. Then it cannot be compared with itself in f64.</summary>
        public bool IsSingle => Array.Exists(Case.X, v => v.Type.IsFloat && v.DType != DType.F64);
    }

    public static TheoryData<string, string> Rules()
    {
        var data = new TheoryData<string, string>();
        foreach (var t in typeof(Primitive).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(Primitive)) && !t.IsAbstract && t != typeof(Loop)).OrderBy(t => t.Name, StringComparer.Ordinal))
            foreach (string rule in (string[])["jvp", "linearize", "transpose", "batch"])
                if (!apart.Contains(t)) data.Add(t.Name, rule);
        return data;
    }

    [Theory, MemberData(nameof(Rules))]
    public void A_wrong_rule_breaks_a_law(string primitive, string rule)
    {
        var kind = typeof(Primitive).Assembly.GetTypes().Single(t => t.Name == primitive && t.IsSubclassOf(typeof(Primitive)));
        Mutant.Applied = false;
        bool seen = false;
        foreach (var s in specimens.Value)
        {
            var graph = rule == "transpose" ? s.Tangents : s.Graph;
            bool applies = rule switch
            {
                "batch" => true,
                "jvp" => s.Case.Row.Forward && !s.IsSingle,
                "linearize" => s.Case.Row.Reverse && s.Case.Row.Order > 0 && !s.IsSingle,
                _ => s.Case.Row.Reverse && s.Case.Row.Order > 0,
            };
            if (graph is null || !applies || !Array.Exists(graph.Equations, e => e.Primitive.GetType() == kind)) continue;
            seen = true;
            if (Breaks(s, Mutant.In(graph, kind, rule), rule)) return;
        }
        Assert.False(Mutant.Applied, $"No row notices that the {rule} rule of {primitive} is wrong.");
        // A primitive that has no tangent has no rule to break, but every written rule must be used. CustomLinear occurs only in reverse mode.
        if (rule == "batch") Assert.True(seen || kind == typeof(CustomLinear), $"No row maps {primitive}.");
        if (rule == "transpose" && !seen) Assert.False(HasTranspose(kind), $"No row uses the transpose of {primitive}.");
    }

    static bool Breaks(Specimen s, Graph mutated, string rule)
    {
        Value[] F(Value[] v) => Interpreter.Run(mutated, [.. v, .. s.Captured]);
        var c = s.Case;
        try
        {
            switch (rule)
            {
                case "jvp": JvpLaws.HoldsFor(F, c.X, c.Row.Loose); break;
                case "batch": foreach (bool[] mask in Table.Masks(c.X.Length)) BatchLaws.IsLoop(F, c.Items, mask, c.Tolerance(1e-12, 1e-5)); break;
                case "linearize": TransposeLaws.IsFiniteDifference(F, c.X, c.Row.Loose); break;
                default: IsTranspose(s, mutated); break;
            }
            return false;
        }
        // A wrong rule may also cause an index out of range.
        catch (Exception e) when (e is XunitException or ArgumentException or IndexOutOfRangeException)
        {
            return true;
        }
    }

    static void IsTranspose(Specimen s, Graph mutated)
    {
        var c = s.Case;
        var (right, wrong) = (new LinearMap(s.Tangents!, s.Residuals, new(c.Floating), s.Results), new LinearMap(mutated, s.Residuals, new(c.Floating), s.Results));
        var ct = c.F(c.X).Select((y, i) => s.Results[i] ? Numeric.Direction(y.Type, 7 + i) : null).ToArray();
        var (expected, actual) = (right.Pull(ct), wrong.Pull(ct));
        for (int i = 0; i < expected.Length; i++)
            if (expected[i] is { } e) Numeric.Close(e, actual[i]!, c.Tolerance(1e-11, 1e-4), "cotangent");
    }

    static List<Specimen> Collect()
    {
        var r = new List<Specimen>();
        foreach (var row in Table.Rows)
            foreach (var dtype in row.DTypes.Contains(DType.F64) ? [DType.F64] : row.DTypes[..1])
                row.Cases(dtype, 2).Sample(c =>
                {
                    var (graph, captured) = Transform.Stage(c.F, c.X);
                    var map = row.Order > 0 && row.Reverse && c.Floating.Contains(true) ? Differentiation.Linearize(c.F, c.X, new(c.Floating)).Map : null;
                    r.Add(new(c, graph, captured, map?.Graph, map?.Residuals ?? [], map?.Outputs ?? default));
                }, iter: Samples, threads: 1);
        return r;
    }

    static bool HasTranspose(Type kind)
    {
        const BindingFlags all = BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public;
        var one = kind.GetMethod("TransposeOne", all);
        return one is not null ? one.DeclaringType != typeof(SingleResult) : kind.GetMethod(nameof(Primitive.LinearTranspose), all)!.DeclaringType != typeof(Primitive);
    }
}
