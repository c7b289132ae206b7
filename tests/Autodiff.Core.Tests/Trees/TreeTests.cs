using System.Collections;
using System.Collections.Specialized;
using System.Reflection;
using Autodiff.Trees;

namespace Autodiff.Core.Tests.Trees;

public class TreeTests
{
    static readonly Tensor t = Tensor.Of(1.0, 2.0);

    static Hashtable Network() => new()
    {
        ["weights"] = new object[] { new Hashtable { ["kernel"] = t, ["bias"] = 0.5 }, new OrderedDictionary { ["z"] = 1, ["a"] = null } },
        ["rate"] = 2.0,
    };

    [Fact]
    public void Leaves_are_in_the_order_of_sorted_names()
    {
        var (tree, leaves) = Tree.Of(Network(), "p");
        Assert.Equal("{rate: *, weights: [{bias: *, kernel: *}, {z: *, a: null}]}", tree.ToString());
        Assert.Equal(["f64[]*", "f64[]*", "f64[2]", "i32[]*"], leaves.Select(l => l.Type.ToString()));
        Assert.Equal(["p.rate", "p.weights[0].bias", "p.weights[0].kernel", "p.weights[1].z"], Enumerable.Range(0, 4).Select(i => tree.PathOf(i, "p")));
    }

    [Fact]
    public void Structures_come_back_as_they_went_in()
    {
        var (tree, leaves) = Tree.Of(Network(), "p");
        var back = Assert.IsType<Hashtable>(tree.Unflatten(leaves));
        var weights = Assert.IsType<object[]>(back["WEIGHTS"]);
        Assert.Same(t, Assert.IsType<Hashtable>(weights[0])["kernel"]);
        var ordered = Assert.IsType<OrderedDictionary>(weights[1]);
        Assert.Equal(["z", "a"], ordered.Keys.Cast<string>());
        Assert.Null(ordered["a"]);
        Assert.IsType<List<object?>>(Round(new List<object> { t, 1.0 }));
    }

    [Fact]
    public void Trees_are_equal_by_structure()
    {
        TreeDefinition a = Tree.Of(Network(), "p").Definition, b = Tree.Of(Network(), "q").Definition;
        Assert.Equal(a, b);
        Assert.Equal(a.GetHashCode(), b.GetHashCode());
        TreeDefinition[] different = [a, TreeDefinition.Leaf, TreeDefinition.Null, TreeDefinition.Omitted, TreeDefinition.Static("a"), TreeDefinition.Static("b"),
            Of(new object[] { t, 1.0 }), Of(new List<object> { t, 1.0 }), Of(new Hashtable { ["a"] = 1.0 }), Of(new OrderedDictionary { ["a"] = 1.0 }), Of(new Hashtable { ["b"] = 1.0 })];
        Assert.Equal(different.Length, different.Distinct().Count());
        Assert.Equal(TreeDefinition.Static(DayOfWeek.Friday), TreeDefinition.Static(DayOfWeek.Friday));
    }

    [Fact]
    public void A_regular_array_of_numbers_is_a_leaf_and_any_other_array_a_node()
    {
        Assert.Equal("*", Of(new object[] { 1, 2.0 }).ToString());
        Assert.Equal("*", Of(Array.Empty<object>()).ToString());
        Assert.Equal("[*, *]", Of(new object[] { 1, t }).ToString());
        Assert.Equal("[*, null]", Of(new object?[] { 1, null }).ToString());
        Assert.Equal("[*, {a: *}]", Of(new object[] { new object[] { 1, 2 }, new Hashtable { ["a"] = 1 } }).ToString());
        Assert.Equal("{}", Of(new Hashtable()).ToString());
    }

    [Fact]
    public void Scalars_are_numbers_but_in_lists()
    {
        var (tree, leaves) = Tree.Of(new Hashtable { ["a"] = 1.5, ["b"] = new object[] { 2.0, new Hashtable { ["c"] = true } } }, "p");
        var shown = (Hashtable)tree.Present(leaves)!;
        Assert.Equal(1.5, shown["a"]);
        var list = (object[])shown["b"]!;
        Assert.IsType<Tensor>(list[0]);
        Assert.Equal(true, ((Hashtable)list[1])["c"]);
        Assert.Equal(3, TreeDefinition.Leaf.Present([Tensor.Literal(3)]));
        Assert.Same(t, TreeDefinition.Leaf.Present([t]));
    }

    [Fact]
    public void A_string_is_a_number_as_a_whole_argument_or_with_a_name()
    {
        Assert.Equal("f64[]*", Number("-1.5e3").Type.ToString());
        Assert.Equal("f64[]*", Number("3").Type.ToString());
        Assert.Contains("x: the string '1,5'", Error("1,5", acceptText: true), StringComparison.Ordinal);
        Assert.Equal("[*, {a: *, b: 01, c: text}]", Tree.Of(new object[] { 2, new Hashtable { ["a"] = "1", ["b"] = "01", ["c"] = "text" } }, "x", acceptText: true).Definition.ToString());
        Assert.Equal("{a: 1}", Tree.Of(new Hashtable { ["a"] = "1" }, "x", acceptText: false).Definition.ToString());
        Assert.Contains("x[0]: the string '1'", Error(new[] { "1", "2" }, acceptText: true), StringComparison.Ordinal);
    }

    [Fact]
    public void Errors_name_the_path()
    {
        Assert.Contains("x: null", Error(null), StringComparison.Ordinal);
        Assert.Contains("x.w[1]: a [DateTime]", Error(new Hashtable { ["w"] = new object[] { 1, new DateTime() } }), StringComparison.Ordinal);
        Assert.Contains("x.w: the array is uneven. x.w[1]", Error(new Hashtable { ["w"] = new object[] { new[] { 1, 2 }, new[] { 1 } } }), StringComparison.Ordinal);
        Assert.Contains("x: the key 1 of a dictionary is an [Int32]", Error(new Hashtable { [1] = 2.0 }), StringComparison.Ordinal);
        Assert.Contains("x: the key", Error(new Hashtable { ["a"] = 2.0, ["A"] = 1.0 }), StringComparison.Ordinal);
        var loop = new Hashtable();
        loop["a"] = loop;
        Assert.Contains("levels deep", Error(loop), StringComparison.Ordinal);
        var array = new object?[2];
        array[0] = array[1] = array;
        Assert.Contains("levels deep", Error(array), StringComparison.Ordinal);
    }

    [Fact]
    public void Static_and_omitted_nodes_have_no_leaves()
    {
        var tree = TreeDefinition.Array(TreeDefinition.Leaf, TreeDefinition.Static("fast"), TreeDefinition.Omitted, TreeDefinition.Null);
        Assert.Equal(1, tree.LeafCount);
        Assert.Equal([t, "fast", Missing.Value, null], (object?[])tree.Unflatten([t])!);
    }

    static TreeDefinition Of(object? x) => Tree.Of(x, "x").Definition;

    static Tree Numbers(double rate, double bias, params double[] kernel) =>
        Tree.Of(new Hashtable { ["rate"] = rate, ["weights"] = new object[] { new Hashtable { ["bias"] = bias, ["kernel"] = Tensor.Of<double>(kernel) } } }, "p");

    [Fact]
    public void One_tree_minus_another_is_a_line()
    {
        Tree parameters = Numbers(2, 0.5, 1, 2), steps = Numbers(0.5, 0.25, 1, -1);
        var next = parameters.Zip(steps, (p, s) => p - s);
        Assert.Equal([1.5, 0.25, 0, 3], next.Leaves.SelectMany(v => ((Tensor)v).ToArray().Cast<double>()));
        Assert.Equal([4.0, 1, 2, 4], parameters.Map(p => 2 * p).Leaves.SelectMany(v => ((Tensor)v).ToArray().Cast<double>()));
        Assert.Equal(0.25, ((Hashtable)((object[])((Hashtable)next.Definition.Present(next.Leaves)!)["weights"]!)[0])["bias"]);
        var e = Assert.Throws<AdException>(() => parameters.Zip(Tree.Of(1.0, "x"), (p, s) => p - s));
        Says.Error("StructureMismatch … {rate: *, weights: [{bias: *, kernel: *}]}", e);
    }

    [Fact]
    public void A_part_is_found_by_its_path()
    {
        var tree = Tree.Of(Network(), "p");
        Assert.Same(t, tree.Select("weights[0].kernel").ToObject());
        Assert.Same(t, tree.Select(".Weights[0].KERNEL").ToObject());
        Assert.Equal("{z: *, a: null}", tree.Select("weights[1]").ToString());
        Assert.Equal(tree.Leaves, tree.Select("").Leaves);
        Assert.Empty(tree.Select("weights[1].a").Leaves);
        Assert.Same(t, tree[1][0][1].Leaves[0]);
        // A name may contain a dot, or be the beginning of another.
        var odd = Tree.Of(new OrderedDictionary { ["a"] = new Hashtable { ["b"] = 1 }, ["a.b"] = 2, ["ab"] = t }, "p");
        Assert.Same(t, odd.Select("ab").ToObject());
        Assert.Equal("*", odd.Select("a.b").ToString());
        foreach (string path in (string[])["weights[2]", "weights.0", "rat", "rate.x", "weights[0].kernel[0]", "x"])
            Says.Error($"StructureMismatch … '{path}' … {{rate", () => tree.Select(path));
    }

    [Fact]
    public void An_array_of_trees_has_the_leaves_of_all()
    {
        var tree = Tree.Array(Tree.Of(t, "x"), Tree.Null, Tree.Of(new Hashtable { ["a"] = 1, ["b"] = 2 }, "x"));
        Assert.Equal("[*, null, {a: *, b: *}]", tree.ToString());
        Assert.Equal([0, 1, 1], Enumerable.Range(0, 3).Select(tree.Definition.FirstLeaf));
        Assert.Equal([0, 2, 2], tree.Definition.PerLeaf(i => i));
        Assert.Equal(["x", "z.a", "z.b"], Enumerable.Range(0, 3).Select(i => tree.Definition.PathOf(i, ["x", "y", "z"])));
    }

    static object? Round(object x) => Tree.Of(x, "x").ToObject();

    static Value Number(string text) => Tree.Of(text, "x", acceptText: true).Leaves[0];

    static string Error(object? x, bool acceptText = false) => Assert.Throws<AdException>(() => Tree.Of(x, "x", acceptText)).Message;
}
