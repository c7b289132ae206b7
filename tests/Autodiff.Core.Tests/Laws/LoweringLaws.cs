using System.Globalization;
using Autodiff.Graphs;
using Autodiff.StableHlo;

namespace Autodiff.Core.Tests.Laws;

/// <summary>Every graph can be written as well-formed StableHLO.</summary>
public class LoweringLaws
{
    // A culture like Swedish, whose minus sign is not a hyphen.
    static readonly CultureInfo foreign = new("") { NumberFormat = new() { NegativeSign = "\u2212", NumberDecimalSeparator = "," } };

    public static TheoryData<string, string> Rows => Table.Grid();

    [Theory, MemberData(nameof(Rows))]
    public void The_StableHLO_of_it_and_of_its_transforms_is_well_formed(string row, string dtype) => Table.Check(row, dtype, c =>
    {
        Check(c.F, c.X);
        var all = Array.ConvertAll(c.X, _ => true);
        Check(v => Transform.Vmap(c.F, v, all, 2), Array.ConvertAll(c.X, v => Numeric.Stack([v, v])));
        if (c.Row.Order > 0 && c.Row.Reverse && c.Floating.Contains(true)) Check(Transform.Gradient(c.F, c.Floating), SecondOrderLaws.WithCotangents(c));
    });

    static void Check(Func<Value[], Value[]> f, Tensor[] x)
    {
        var graph = Transform.Stage(f, x).Graph;
        string module = GraphLowering.Module(graph);
        try
        {
            MlirChecker.Check(module);
        }
        catch (FormatException e)
        {
            Assert.Fail($"{e.Message}\n{module}");
        }
        Assert.Equal((module, graph.ToString()), InForeignCulture(() => (GraphLowering.Module(graph), graph.ToString())));
        // Import accepts what Export writes, with the same types.
        var scanned = ProgramScanner.Scan(System.Text.Encoding.UTF8.GetBytes(module), "p.mlir");
        Assert.Equal(graph.InputTypes.Select(t => t.Strong), scanned.Inputs.Select(i => i.Type));
        Assert.Equal(graph.OutputTypes.Select(t => t.Strong), scanned.Outputs.Select(o => o.Type));

        // Operation by operation: the written type equals the inferred one.
        var hlo = new Hlo();
        foreach (var e in graph.Equations)
        {
            var types = Array.ConvertAll(e.Outputs.ToArray(), o => o.Type);
            var y = GraphLowering.Lower(hlo, e.Primitive, Array.ConvertAll(e.Inputs, v => new HloValue(hlo.Fresh(), v.Type)), types);
            for (int i = 0; i < y.Length; i++) Assert.True(Hlo.TypeText(types[i]) == Hlo.TypeText(y[i].Type), $"{e.Primitive} infers {types[i]} and is lowered to {y[i].Type}");
        }
    }

    static T InForeignCulture<T>(Func<T> work)
    {
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = foreign;
        try
        {
            return work();
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
