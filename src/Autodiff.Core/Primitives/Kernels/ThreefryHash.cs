using System.Numerics;
using Autodiff.StableHlo;

namespace Autodiff.Kernels;

/// <summary>The Threefry-2x32 hash: five groups of four rounds (add, rotate, exclusive or). After each group, key words and the number of the group are added.</summary>
static class ThreefryHash
{
    // The rotations are from table 2 of the paper; the parity is the constant of its key schedule.
    static readonly int[][] rotations = [[13, 15, 26, 6], [17, 29, 16, 24]];
    const uint parity = 0x1BD11BDA;

    /// <summary>The two words for one counter.</summary>
    public static (uint High, uint Low) Words(uint key0, uint key1, uint high, uint low)
    {
        ReadOnlySpan<uint> key = [key0, key1, key0 ^ key1 ^ parity];
        uint a = unchecked(high + key0), b = unchecked(low + key1);
        for (int group = 0; group < 5; group++)
        {
            foreach (int rotation in rotations[group % 2])
            {
                a = unchecked(a + b);
                b = BitOperations.RotateLeft(b, rotation) ^ a;
            }
            a = unchecked(a + key[(group + 1) % 3]);
            b = unchecked(b + key[(group + 2) % 3] + (uint)group + 1);
        }
        return (a, b);
    }

    /// <summary>The same in StableHLO, for keys and counters of one type.</summary>
    public static (HloValue High, HloValue Low) Lower(Hlo hlo, HloValue key0, HloValue key1, HloValue high, HloValue low)
    {
        var type = high.Type;
        HloValue Op(string name, HloValue x, HloValue y) => hlo.Op("stablehlo." + name, type, [x, y]);
        HloValue Splat(uint v) => hlo.Constant(type, v);
        HloValue[] key = [key0, key1, Op("xor", Op("xor", key0, key1), Splat(parity))];
        var (a, b) = (Op("add", high, key0), Op("add", low, key1));
        for (int group = 0; group < 5; group++)
        {
            foreach (int rotation in rotations[group % 2])
            {
                a = Op("add", a, b);
                var rotated = Op("or", Op("shift_left", b, Splat((uint)rotation)), Op("shift_right_logical", b, Splat((uint)(32 - rotation))));
                b = Op("xor", rotated, a);
            }
            a = Op("add", a, key[(group + 1) % 3]);
            b = Op("add", Op("add", b, key[(group + 2) % 3]), Splat((uint)group + 1));
        }
        return (a, b);
    }
}
