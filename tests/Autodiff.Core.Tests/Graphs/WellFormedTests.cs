using Autodiff.Core.Tests.Laws;
using Autodiff.Core.Tests.Xla;
using CsCheck;

namespace Autodiff.Core.Tests.Graphs;

/// <summary>Every graph that tracing, a transform or a pass gives is well formed.</summary>
public class WellFormedTests
{
    public static TheoryData<string, string> Rows => Table.Grid();

    [Theory, MemberData(nameof(Rows))]
    public void Those_of_every_row(string row, string dtype) => Table.Check(row, dtype, c =>
        WellFormed.Transforms(Transform.Stage(c.F, c.Values).Graph, c.Row is { Forward: true, Order: > 0 }, c.Row is { Reverse: true, Order: > 0 }));

    [Theory, MemberData(nameof(Rows))]
    public void Those_of_every_row_in_functions_of_functions(string row, string dtype) => Table.Check(row, dtype, c =>
    {
        // A call of a call: what is inlined is nested.
        var f = Transform.Called(Transform.Called(c.F));
        WellFormed.Transforms(Transform.Stage(f, c.Values).Graph, c.Row is { Forward: true, Order: > 0 }, c.Row is { Reverse: true, Order: > 0 });
    });

    [Fact]
    public void Those_of_random_programs() =>
        RandomProgram.All.Sample(p => WellFormed.Passes(Transform.Stage(p.Run, [.. p.Inputs]).Graph), iter: 300, threads: 1, print: p => p.ToString());
}
