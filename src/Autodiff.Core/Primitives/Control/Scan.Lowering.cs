using Autodiff.Graphs;
using Autodiff.StableHlo;

namespace Autodiff;

// In StableHLO a scan is a while loop over a counter, the carries, the stacks of results, and all other inputs of the body.
sealed partial record Scan
{
    static readonly TensorType counterType = new(DType.I64, default);

    public override HloValue[] Lower(Hlo hlo, HloValue[] x, TensorType[] y)
    {
        int[] carries = Indices(In, 'c'), rest = [.. Enumerable.Range(0, In.Length).Where(i => In[i] != 'c')];
        int[] carriesOut = Indices(Out, 'c'), stacks = Indices(Out, 'y');
        var initial = new List<HloValue> { hlo.Constant(counterType, 0) };
        initial.AddRange(carries.Select(i => x[i]));
        initial.AddRange(stacks.Select(i => hlo.Constant(Tensor.Zeros(y[i]))));
        initial.AddRange(rest.Select(i => x[i]));
        var types = initial.ConvertAll(v => v.Type).ToArray();

        // A scan of no steps would slice rows from empty arrays.
        if (Steps == 0) return [.. y.Select((t, i) => Out[i] == 'y' ? hlo.Constant(Tensor.Zeros(t)) : x[carries[Array.IndexOf(carriesOut, i)]])];

        var result = hlo.Op("stablehlo.while", types, initial.ToArray(), "", Test, Step);
        var r = new HloValue[y.Length];
        for (int k = 0; k < carriesOut.Length; k++) r[carriesOut[k]] = result[1 + k];
        for (int k = 0; k < stacks.Length; k++) r[stacks[k]] = result[1 + carries.Length + k];
        return r;

        void Test()
        {
            var a = hlo.RegionArguments(types);
            hlo.Return(hlo.Op("stablehlo.compare", new TensorType(DType.Bool, default), [a[0], hlo.Constant(counterType, Steps)], "comparison_direction = #stablehlo<comparison_direction LT>"));
        }

        void Step()
        {
            var a = hlo.RegionArguments(types);
            var step = Reverse ? hlo.Op("stablehlo.subtract", counterType, [hlo.Constant(counterType, Steps - 1), a[0]]) : a[0];
            var inputs = new HloValue[In.Length];
            for (int k = 0; k < carries.Length; k++) inputs[carries[k]] = a[1 + k];
            for (int k = 0; k < rest.Length; k++)
            {
                var v = a[1 + carries.Length + stacks.Length + k];
                inputs[rest[k]] = In[rest[k]] switch { 'x' => Row(hlo, v, step), 'i' => hlo.Op("stablehlo.add", v.Type, [v, hlo.Convert(step, v.Type.DType)]), _ => v };
            }
            var outputs = GraphLowering.Body(hlo, Body, inputs);
            var next = (HloValue[])a.Clone();
            next[0] = hlo.Op("stablehlo.add", counterType, [a[0], hlo.Constant(counterType, 1)]);
            for (int k = 0; k < carriesOut.Length; k++) next[1 + k] = outputs[carriesOut[k]];
            for (int k = 0; k < stacks.Length; k++) next[1 + carries.Length + k] = WithRow(hlo, a[1 + carries.Length + k], outputs[stacks[k]], step);
            hlo.Return(next);
        }
    }

    static HloValue[] Starts(Hlo hlo, HloValue step, int rank) => [step, .. Enumerable.Range(1, rank - 1).Select(_ => hlo.Constant(counterType, 0))];

    static HloValue Row(Hlo hlo, HloValue all, HloValue step)
    {
        var one = all.Type.Shape.With(0, 1);
        var row = hlo.Op("stablehlo.dynamic_slice", all.Type.With(one), [all, .. Starts(hlo, step, one.Rank)], $"slice_sizes = {Hlo.I64(one)}");
        return hlo.Reshape(row, one.From(1));
    }

    static HloValue WithRow(Hlo hlo, HloValue all, HloValue row, HloValue step) =>
        hlo.Op("stablehlo.dynamic_update_slice", all.Type, [all, hlo.Reshape(row, all.Type.Shape.With(0, 1)), .. Starts(hlo, step, all.Type.Rank)]);
}
