namespace Autodiff.Lanes;

/// <summary>
/// Some elements side by side in a vector register. Elementwise code is written once over this interface, for every width and element. Each operation is that of IEEE 754
/// in each lane, so a result depends neither on the width nor on the other lanes. A mask has all bits of a lane set, or none.
/// </summary>
/// <typeparam name="V">The type that implements it.</typeparam>
interface ILanes<V> where V : struct, ILanes<V>
{
    /// <summary>The number of lanes.</summary>
    static abstract int Count { get; }

    /// <summary>Whether the elements are f32. Formulas choose their constants by it; it is a constant for the compiler.</summary>
    static abstract bool IsSingle { get; }

    /// <summary>A number in every lane.</summary>
    static abstract V Of(double x);

    /// <summary>Reads consecutive elements.</summary>
    static abstract unsafe V Load(void* from);

    /// <summary>Reads one element into every lane.</summary>
    static abstract unsafe V LoadEvery(void* from);

    /// <summary>Writes consecutive elements.</summary>
    static abstract unsafe void Store(V x, void* to);

    /// <summary>Reads consecutive f32 as f64.</summary>
    static abstract unsafe V LoadSingles(float* from);

    /// <summary>Widens booleans, one byte each, to a mask.</summary>
    static abstract unsafe V LoadMask(byte* from);

    /// <summary>Narrows a mask to booleans, one byte each.</summary>
    static abstract unsafe void StoreMask(V mask, byte* to);

    static abstract V operator +(V x, V y);

    static abstract V operator -(V x, V y);

    static abstract V operator *(V x, V y);

    /// <summary>The quotient of floats.</summary>
    static abstract V operator /(V x, V y);

    static abstract V operator -(V x);

    static abstract V operator &(V x, V y);

    static abstract V operator |(V x, V y);

    static abstract V operator ^(V x, V y);

    static abstract V operator ~(V x);

    /// <summary>The mask of x = y.</summary>
    static abstract V Equal(V x, V y);

    /// <summary>The mask of x &lt; y.</summary>
    static abstract V Less(V x, V y);

    /// <summary>The mask of x ≤ y.</summary>
    static abstract V LessOrEqual(V x, V y);

    /// <summary>The lanes of x where the mask is set, and those of y elsewhere.</summary>
    static abstract V Select(V mask, V x, V y);

    /// <summary>Whether a mask is set in any lane.</summary>
    static abstract bool Any(V mask);

    /// <summary>The greater of both. NaN propagates, and 0 is greater than −0.</summary>
    static abstract V Max(V x, V y);

    /// <summary>The lesser of both. NaN propagates, and −0 is less than 0.</summary>
    static abstract V Min(V x, V y);

    static abstract V Abs(V x);

    /// <summary>x·y + z of floats, rounded once.</summary>
    static abstract V MultiplyAdd(V x, V y, V z);

    static abstract V Sqrt(V x);

    static abstract V Floor(V x);

    static abstract V Ceiling(V x);

    /// <summary>The nearest integer; of two, the even one.</summary>
    static abstract V Round(V x);

    static abstract V Truncate(V x);

    /// <summary>x·2ⁿ for integral n. It is exact, unless the result is subnormal.</summary>
    static abstract V Scale(V x, V n);

    /// <summary>The exponent of normal floats: ⌊log₂ |x|⌋.</summary>
    static abstract V Exponent(V x);

    /// <summary>The significand of positive normal floats, from 1 to 2.</summary>
    static abstract V Significand(V x);

    /// <summary>A function of one element, lane by lane: for rare cases.</summary>
    static abstract V Map(V x, Func<double, double> f);
}
