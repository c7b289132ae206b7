using Autodiff.Core.Tests.Laws;
using Autodiff.Tracing;
using static Autodiff.Core.Tests.Control.Derivatives;

namespace Autodiff.Core.Tests.Control;

/// <summary>Every function with control flow, in every nesting of transforms, agrees with finite differences and with loops over the points.</summary>
public class NestingTests
{
    static readonly Dictionary<string, Subject> subjects = ((Subject[])[.. Branches.All, .. Loops.All, .. Calls.All]).ToDictionary(s => s.Name);
    static readonly Dictionary<string, Nesting> nestings = Nesting.All.ToDictionary(n => n.Name);

    public static TheoryData<string, string> Grid
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var s in subjects.Values)
                foreach (var n in nestings.Values)
                    if (n.Fits(s)) data.Add(s.Name, n.Name);
            return data;
        }
    }

    [Theory, MemberData(nameof(Grid))]
    public void Agrees_with_differences_and_loops(string subject, string nesting)
    {
        var (s, n) = (subjects[subject], nestings[nesting]);
        Map expected = n.Order switch
        {
            0 => s.F,
            1 => x => Subject.Differences(s.F, (Tensor)x),
            _ => x => Subject.Differences(Subject.Folded(s.Derivative), (Tensor)x),
        };
        var f = n.Apply(s.F);
        if (n.IsMapped) Numeric.Close(Numeric.Stack([.. Items(s.Many).Select(x => (Tensor)expected(x))]), f(s.Many), 1e-7, subject);
        else Numeric.Close(expected(s.X), f(s.X), 1e-7, subject);
        Graphs.WellFormed.Passes(Graph(f, n.IsMapped ? s.Many.Type : s.X.Type));
        Assert.Same(EvaluationTrace.Instance, Trace.Current);
    }

    static IEnumerable<Tensor> Items(Tensor many) => Enumerable.Range(0, many.Count).Select(i => Numeric.Item(many, i));
}
