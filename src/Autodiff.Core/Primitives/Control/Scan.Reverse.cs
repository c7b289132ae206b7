using Autodiff.Graphs;
using Autodiff.Tracing;
using Autodiff.Transforms;

namespace Autodiff;

// Reverse mode: a scan that keeps residuals, then a linear scan, which is transposed into a scan in the opposite direction.
sealed partial record Scan
{
    public override (Value[] Y, Value?[] DY) Linearize(Value[] x, Value?[] dx)
    {
        var nonzero = Grow(Mask.Present(dx), m => GraphTransforms.Linearize(Body, m, CarriesOut(m)).Outputs);
        // A carry differs from step to step, so as a residual it must be stacked. Items and constants are available already.
        var lin = GraphTransforms.Linearize(Body, nonzero, CarriesOut(nonzero), Mask.From(In.Length, i => In[i] != 'c'), Mask.From(Out.Length, i => Out[i] == 'y'));
        int n = Out.Length;

        // Residuals that depend only on constants are computed once, before the loop.
        var invariant = lin.Primal.DependsOnlyOn([.. In.Select(r => r == 'k')]);
        int[] hoisted = [.. Enumerable.Range(n, lin.Primal.Outputs.Length - n).Where(i => invariant[i])];
        int[] stacked = [.. Enumerable.Range(n, lin.Primal.Outputs.Length - n).Where(i => !invariant[i])];
        var once = hoisted.Length == 0 ? [] : Interpreter.Run(Passes.DeadCode(lin.Primal.Silent.WithOutputs(Outputs(hoisted))), x);
        var y = new Scan(lin.Primal.WithOutputs([.. lin.Primal.Outputs[..n], .. Outputs(stacked)]), In, Out + new string('y', stacked.Length), Steps, Reverse).Bind(x);

        var residuals = Array.ConvertAll<int, (Value Value, char Role)>(lin.Residuals, r =>
            r < 0 ? (x[~r], In[~r])
            : r < n ? (y[r], 'x')
            : invariant[r] ? (once[Array.IndexOf(hoisted, r)], 'k')
            : (y[n + Array.IndexOf(stacked, r)], 'x'));
        string roles = Pick(In, nonzero) + string.Concat(residuals.Select(r => r.Role));
        var dy = new Scan(lin.Linear, roles, Pick(Out, lin.Outputs), Steps, Reverse).Bind([.. LoopCarries.Tangents(x, dx, nonzero), .. residuals.Select(r => r.Value)]);
        return (y[..n], lin.Outputs.Scatter(dy));

        Value[] Outputs(int[] which) => Array.ConvertAll(which, i => lin.Primal.Outputs[i]);
    }

    public override Value?[] LinearTranspose(Value?[] ct, Operand[] x)
    {
        // A carry may start as a zero that was made for it. It is still linear.
        int[] carries = Indices(In, 'c');
        int[] constants = [.. Indices(In, 'k').Where(i => x[i].IsLinear)], items = [.. Indices(In, 'x').Where(i => x[i].IsLinear)];
        int[] residuals = [.. Enumerable.Range(0, In.Length).Where(i => In[i] != 'c' && !x[i].IsLinear)];
        int[] carriesOut = Indices(Out, 'c'), itemsOut = [.. Indices(Out, 'y').Where(i => ct[i] is not null)];

        var key = (nameof(LinearTranspose), new Axes(constants), new Axes(items), new Axes(itemsOut));
        var body = Body.Derived(key, () => TransposedBody(carries, constants, items, residuals, carriesOut, itemsOut));

        // The cotangents of constants are summed in a carry.
        string sums = new('c', carries.Length + constants.Length);
        string roles = sums + new string('x', itemsOut.Length) + string.Concat(residuals.Select(i => In[i]));
        var scan = new Scan(body, roles, sums + new string('y', items.Length), Steps, !Reverse);
        var r = scan.Bind([
            .. carriesOut.Select(i => ct[i] ?? Tensor.Zeros(Body.Outputs[i].Type)),
            .. constants.Select(i => Tensor.Zeros(x[i].Type)),
            .. itemsOut.Select(i => ct[i]!),
            .. residuals.Select(i => x[i].Known)]);

        var result = new Value?[In.Length];
        int n = 0;
        foreach (int i in (int[])[.. carries, .. constants, .. items]) result[i] = r[n++];
        return result;
    }

    Graph TransposedBody(int[] carries, int[] constants, int[] items, int[] residuals, int[] carriesOut, int[] itemsOut)
    {
        TensorType[] types =
        [
            .. carries.Concat(constants).Select(i => Body.Inputs[i].Type.Strong),
            .. itemsOut.Select(i => Body.Outputs[i].Type.Strong),
            .. residuals.Select(i => Body.Inputs[i].Type),
        ];
        return Interpreter.StageClosed(a =>
        {
            int next = 0;
            var ct = new Value?[Out.Length];
            foreach (int i in carriesOut) ct[i] = a[next++];
            var sums = a[next..(next += constants.Length)];
            foreach (int i in itemsOut) ct[i] = a[next++];
            var inputs = new Value?[In.Length];
            foreach (int i in residuals) inputs[i] = a[next++];

            var c = Transposition.Backward(Body, inputs, ct);
            Value Full(int i) => c[i] ?? Tensor.Zeros(Body.Inputs[i].Type);
            return [.. carries.Select(Full), .. constants.Select((i, k) => Ad.AddTangents(sums[k], c[i])!), .. items.Select(Full)];
        }, types);
    }
}
