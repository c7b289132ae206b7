using CsCheck;

namespace Autodiff.Core.Tests.Laws;

/// <summary>Generators of argument shapes. They include scalars and empty arrays where these are allowed.</summary>
static class Shapes
{
    /// <summary>One shape for all n arguments.</summary>
    public static Gen<Shape[]> Same(int n, int least = 0, int most = 3) => Ranks(least, most).Select(s => Enumerable.Repeat(s[0], n).ToArray());

    /// <summary>Shapes that broadcast together: each lacks some leading axes of a common shape, and has size 1 at others.</summary>
    public static Gen<Shape[]> Broadcast(int n) =>
        Any(0, 3).SelectMany(full => Gen.Int[0, 7].Array[n].Select(Gen.Int[0, full.Rank].Array[n], (ones, dropped) =>
            Enumerable.Range(0, n).Select(i => new Shape([.. full.Select((d, axis) => (ones[i] >> axis & 1) == 1 ? 1 : d).Skip(i == 0 ? 0 : dropped[i])])).ToArray()));

    /// <summary>One argument with a rank in a range.</summary>
    public static Gen<Shape[]> Ranks(int least, int most) => Any(least, most).Select(s => new[] { s });

    /// <summary>One argument with a rank in a range and no empty axes.</summary>
    public static Gen<Shape[]> NotEmpty(int least, int most) => Gen.Int[least, most].SelectMany(r => Gen.Int[1, 4].Array[r]).Select(d => new[] { new Shape(d) });

    /// <summary>These shapes.</summary>
    public static Gen<Shape[]> Of(params Shape[] shapes) => Gen.Const(shapes);

    /// <summary>One of these groups of shapes.</summary>
    public static Gen<Shape[]> OneOf(params Shape[][] groups) => Gen.OneOf(groups);

    static Gen<Shape> Any(int least, int most) => Gen.Int[least, most].SelectMany(r => Dimension.Array[r]).Select(d => new Shape(d));

    static readonly Gen<int> Dimension = Gen.Frequency((1, Gen.Const(0)), (2, Gen.Const(1)), (6, Gen.Int[2, 3]), (1, Gen.Const(4)));
}
