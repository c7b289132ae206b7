using Autodiff.Graphs;
using Autodiff.StableHlo;
using Autodiff.Tracing;
using Autodiff.Transforms;

namespace Autodiff;

/// <summary>
/// Runs a graph a fixed number of times (jax.lax.scan). Each input has a role: <c>c</c> is a carry, which is passed from step to step; <c>x</c> is an item, a slice of
/// the leading axis for each step; <c>i</c> is the index of the step, counted from its operand; <c>k</c> is a constant. Each result of the body is a carry <c>c</c> or an output <c>y</c>, stacked along a new leading axis.
/// The carries of inputs and results correspond in order.
/// </summary>
/// <param name="Body">The graph of one step.</param>
/// <param name="In">The roles of the inputs, such as <c>cxk</c>.</param>
/// <param name="Out">The roles of the results, such as <c>cy</c>.</param>
/// <param name="Steps">The number of steps.</param>
/// <param name="Reverse">Whether to start with the last item.</param>
sealed partial record Scan(Graph Body, string In, string Out, int Steps, bool Reverse) : Primitive
{
    public override string Parameters => $"length={Steps} in={In} out={Out}{(Reverse ? " reverse" : "")}";

    public override IReadOnlyList<Graph> Graphs => [Body];

    internal override double RunLength => 1 + Steps * Body.RunLength;

    internal override Primitive With(Graph[] graphs) => this with { Body = graphs[0] };

    public override bool HasEffect => Body.HasEffect;

    public override TensorType[] Infer(TensorType[] x)
    {
        for (int i = 0; i < x.Length; i++)
        {
            var wanted = Outer(In[i] == 'x', Body.Inputs[i].Type);
            if (x[i].Strong != wanted.Strong) throw new AdException($"Scan: input {i} is {x[i]}; expected {wanted}.", ErrorId.ShapeMismatch);
        }
        var r = new TensorType[Out.Length];
        for (int i = 0; i < r.Length; i++) r[i] = Outer(Out[i] == 'y', Body.Outputs[i].Type);
        return r;
    }

    TensorType Outer(bool stacked, TensorType type) => stacked ? type.With(type.Shape.Prepend(Steps)) : type;

    public override Tensor[] Evaluate(Tensor[] x)
    {
        var inputs = (Tensor[])x.Clone();
        var carries = Indices(In, 'c');
        var stacks = Out.Select(o => o == 'y' ? new Tensor[Steps] : null).ToArray();
        for (int n = 0; n < Steps; n++)
        {
            int step = Reverse ? Steps - 1 - n : n;
            for (int i = 0; i < x.Length; i++)
                if (In[i] == 'x') inputs[i] = Rows.Get(x[i], step);
                else if (In[i] == 'i') inputs[i] = Tensor.Full(x[i].Type, x[i].ToDouble(0) + step);
            var r = Interpreter.Evaluate(Body, inputs);
            int c = 0;
            for (int i = 0; i < r.Length; i++)
                if (stacks[i] is { } stack) stack[step] = r[i];
                else inputs[carries[c++]] = r[i];
        }
        var types = Infer(Array.ConvertAll(x, v => v.Type));
        int k = 0;
        var y = new Tensor[Out.Length];
        for (int i = 0; i < y.Length; i++) y[i] = stacks[i] is { } stack ? Rows.Stack(stack, types[i]) : inputs[carries[k++]].Retyped(types[i]);
        return y;
    }

    public override (Value[] Y, Value?[] DY) Jvp(Value[] x, Value?[] dx)
    {
        var nonzero = Grow(Mask.Present(dx), m => GraphTransforms.Jvp(Body, m, CarriesOut(m)).Outputs);
        var j = GraphTransforms.Jvp(Body, nonzero, CarriesOut(nonzero));
        var scan = new Scan(j.Graph, In + Pick(In, nonzero), Out + Pick(Out, j.Outputs), Steps, Reverse);
        return Call.Split(scan.Bind([.. x, .. LoopCarries.Tangents(x, dx, nonzero)]), j.Outputs);
    }

    public override (Value[] Y, bool[] Batched) Batch(Value[] x, bool[] batched, int size)
    {
        var mask = Grow(new(batched), m => GraphTransforms.Batch(Body, m, size, CarriesOut(m)).Outputs);
        var b = GraphTransforms.Batch(Body, mask, size, CarriesOut(mask));
        var inputs = LoopCarries.Expand(x, batched, mask, size);
        for (int i = 0; i < x.Length; i++)
            if (In[i] == 'x' && batched[i]) inputs[i] = Ad.MoveAxisTo(x[i], 0, 1);
        var y = new Scan(b.Graph, In, Out, Steps, Reverse).Bind(inputs);
        for (int i = 0; i < y.Length; i++)
            if (Out[i] == 'y' && b.Outputs[i]) y[i] = Ad.MoveAxisTo(y[i], 1, 0);
        return (y, b.Outputs.ToArray());
    }

    Mask Grow(Mask mask, Func<Mask, Mask> outputs) => LoopCarries.Grow(mask, Indices(In, 'c'), Indices(Out, 'c'), outputs);

    /// <summary>The results that are carries marked among the inputs.</summary>
    Mask CarriesOut(Mask inputs)
    {
        var carriesIn = Indices(In, 'c');
        int k = 0;
        return Mask.From(Out.Length, i => Out[i] == 'c' && inputs[carriesIn[k++]]);
    }

    static string Pick(string roles, Mask mask) => new(mask.Pick(roles.ToCharArray()));

    static int[] Indices(string roles, char role) => [.. Enumerable.Range(0, roles.Length).Where(i => roles[i] == role)];
}
