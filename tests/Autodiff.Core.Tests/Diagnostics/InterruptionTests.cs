using Autodiff.Backends.Managed;
using Autodiff.Backends.Xla.Runtime;
using Autodiff.Functions;
using Autodiff.Graphs;

namespace Autodiff.Core.Tests.Diagnostics;

/// <summary>Whatever may take long looks whether the user has stopped it, and works the next time.</summary>
public sealed class InterruptionTests
{
    static readonly Function chain = Function.Of(x => Enumerable.Range(0, 5).Aggregate(x, (y, _) => Ad.Sin(y)));
    static readonly Value matrix = Ad.Eye(3) * 4;

    public static TheoryData<string> Works => [.. works.Keys];

    static readonly Dictionary<string, Action> works = new()
    {
        ["a trace"] = () => Function.Of(Ad.Sin).Call(1.0),
        ["a transform"] = () => chain.Gradient().Call(1.0),
        ["an optimization"] = () => Passes.Optimize(Traced()),
        ["a lowering"] = () => GraphLowering.Module(Traced()),
        ["a run of many steps"] = () => chain.Call(Ad.Ones(2)),
        ["a product"] = () => Ad.MatMul(Ad.Ones(new(8, 8)), Ad.Ones(new(8, 8))),
        ["random numbers"] = () => Ad.RandomUniform(Ad.RandomKey(0), 4),
        ["a sort"] = () => Ad.Sort(matrix),
        ["a cumulative sum"] = () => Ad.CumSum(matrix, 0),
        ["a Cholesky factor"] = () => Ad.Cholesky(matrix),
        ["a solution"] = () => Ad.Solve(matrix, matrix),
        ["a hash"] = () => PluginInstaller.Hash(typeof(Ad).Assembly.Location),
    };

    static Graph Traced() => chain.Resolve(Arguments.Of(chain.Flatten([1.0]), null)).Graph;

    [Theory, MemberData(nameof(Works))]
    public void Work_ends_when_it_is_stopped(string name)
    {
        chain.Call(1.0);
        chain.Call(Ad.Ones(2));
        using (Interruption.Enter(new(canceled: true))) Assert.ThrowsAny<OperationCanceledException>(works[name]);
        works[name]();
    }
}
