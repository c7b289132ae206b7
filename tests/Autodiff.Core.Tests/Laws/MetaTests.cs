using System.Reflection;
using Autodiff.Backends.Managed;
using Autodiff.Graphs;
using Autodiff.Tracing;
using CsCheck;

namespace Autodiff.Core.Tests.Laws;

/// <summary>The table is complete: every operation and primitive has a row.</summary>
public class MetaTests
{
    // Equals is refused. Print has an effect, and tests of its own. CustomGradient becomes CustomLinear in reverse mode. ImportedProgram needs a file.
    static readonly HashSet<string> apart = ["Equals", "Print", "CustomLinear", "ImportedProgram"];

    [Fact]
    public void Every_primitive_has_a_row()
    {
        var seen = new HashSet<Type>();
        foreach (var r in Table.Rows)
            foreach (var d in r.DTypes)
                r.Cases(d).Sample(c =>
                {
                    var g = Interpreter.Stage(c.F, Array.ConvertAll(c.X, v => v.Type)).Graph;
                    foreach (var e in g.Equations) seen.Add(e.Primitive.GetType());
                }, iter: 40, threads: 1);
        var all = typeof(Primitive).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(Primitive)) && !t.IsAbstract && t != typeof(Loop)).ToArray();
        Assert.All(all, t => Assert.True(t.IsSealed, $"{t.Name} is not sealed"));
        Assert.Equal([], all.Where(t => !seen.Contains(t) && !apart.Contains(t.Name)).Select(t => t.Name));
    }

    [Fact]
    public void Every_operation_has_a_row()
    {
        var exercised = Table.Rows.SelectMany(r => r.Operations).ToHashSet();
        var all = typeof(Ad).GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly).Select(m => m.Name).Distinct();
        Assert.Equal([], all.Where(n => !exercised.Contains(n) && !apart.Contains(n)));
    }

    [Fact]
    public void Operations_have_no_overloads()
    {
        // For a bad argument of an overloaded method PowerShell reports "cannot find an overload". These two are overloaded so that scripts may omit the arguments
        // before the dtype,
        // as in [Ad]::Arange(3, 'f32'). Another test checks the error for a bad dtype.
        string[] allowed = [nameof(Ad.Arange), nameof(Ad.Linspace)];
        var all = typeof(Ad).GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly).Select(m => m.Name).Where(n => !allowed.Contains(n));
        Assert.Equal([], all.GroupBy(n => n).Where(g => g.Count() > 1).Select(g => g.Key));
    }

    [Fact]
    public void Each_row_stands_in_the_table_once() => Assert.Equal(Table.Rows.Length, Table.Rows.Select(r => r.Text).Distinct().Count());
}
