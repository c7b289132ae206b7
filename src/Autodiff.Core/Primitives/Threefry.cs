using Autodiff.Families;
using Autodiff.Graphs;
using Autodiff.Kernels;
using Autodiff.StableHlo;
using Autodiff.Tracing;

namespace Autodiff;

/// <summary>
/// The counter-based generator Threefry-2x32 with 20 rounds (Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", 2011). Operands: a key u32[…,2] and a first
/// counter u32[…,2], high word first. Results: two words u32[…,shape] for each of the counters from it on (threefry2x32 of jax.random, partitionable).
/// </summary>
/// <param name="Counters">The shape of the counters, which are numbered in row-major order.</param>
sealed record Threefry(Shape Counters) : Primitive
{
    public override string Name => "threefry2x32";

    public override string Parameters => $"shape={Counters}";

    public override TensorType[] Infer(TensorType[] x)
    {
        var (key, start) = (x[0], x[1]);
        if (key.DType != DType.U32 || start.DType != DType.U32 || key.Shape != start.Shape || key.Rank == 0 || key.Shape[key.Rank - 1] != 2)
            throw new AdException($"Threefry: the key and the counter are {key} and {start}; expected u32[2].", ErrorId.InvalidOperand);
        // They are numbered along one axis.
        if (Counters.Size > int.MaxValue) throw new AdException($"Threefry: the shape {Counters} has {Counters.Size} random numbers; expected at most {int.MaxValue} from one key. Split the key with {Spell.Name("Ad.RandomSplit")}, and draw a part from each.", ErrorId.TooLarge);
        var y = new TensorType(DType.U32, [.. key.Shape.Without(key.Rank - 1), .. Counters]);
        return [y, y];
    }

    public override Tensor[] Evaluate(Tensor[] x)
    {
        var type = Infer(Array.ConvertAll(x, v => v.Type))[0];
        using var held = new Reading(x);
        Elements<uint> keys = x[0].Elements<uint>(), starts = x[1].Elements<uint>();
        int size = (int)Counters.Size;
        var high = new uint[type.Shape.Size];
        var low = new uint[high.Length];
        for (int i = 0; i < keys.Count / 2; i++)
        {
            ulong counter = (ulong)starts[2 * i] << 32 | starts[2 * i + 1];
            for (int n = i * size; n < (i + 1) * size; n++, counter++)
            {
                if ((n & 0xFFFF) == 0) Interruption.Check();
                (high[n], low[n]) = ThreefryHash.Words(keys[2 * i], keys[2 * i + 1], (uint)(counter >> 32), (uint)counter);
            }
        }
        return [new(type, high), new(type, low)];
    }

    public override (Value[] Y, Value?[] DY) Jvp(Value[] x, Value?[] dx) => (this.Bind(x), [null, null]);

    public override (Value[] Y, bool[] Batched) Batch(Value[] x, bool[] batched, int size) => (this.Bind(Batching.Expand(x, batched, size)), [true, true]);

    public override HloValue[] Lower(Hlo hlo, HloValue[] x, TensorType[] y)
    {
        var type = y[0];
        int lead = type.Rank - Counters.Rank;
        HloValue Word(HloValue pair, int i)
        {
            var word = pair.Type.Shape.With(lead, 1);
            int[] starts = [.. Enumerable.Repeat(0, lead), i], limits = [.. word.Without(lead), i + 1], steps = [.. Enumerable.Repeat(1, lead + 1)];
            var one = hlo.Op("stablehlo.slice", pair.Type.With(word), [pair], $"start_indices = {Hlo.I64(starts)}, limit_indices = {Hlo.I64(limits)}, strides = {Hlo.I64(steps)}");
            return hlo.Broadcast(hlo.Reshape(one, word.Without(lead)), type.Shape, Axes.Range(0, lead));
        }
        var number = hlo.Op("stablehlo.iota", new TensorType(DType.U32, checked((int)Counters.Size)), [], "iota_dimension = 0 : i64");
        number = hlo.Broadcast(hlo.Reshape(number, Counters), type.Shape, Axes.Range(lead, Counters.Rank));
        var first = Word(x[1], 1);
        var low = hlo.Op("stablehlo.add", type, [first, number]);
        var carry = hlo.Op("stablehlo.compare", type.With(DType.Bool), [low, first], "comparison_direction = #stablehlo<comparison_direction LT>");
        var high = hlo.Op("stablehlo.add", type, [Word(x[1], 0), hlo.Convert(carry, DType.U32)]);
        var (a, b) = ThreefryHash.Lower(hlo, Word(x[0], 0), Word(x[0], 1), high, low);
        return [a, b];
    }
}
