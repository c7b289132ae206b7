using Autodiff.Graphs;
using Autodiff.StableHlo;

namespace Autodiff;

/// <summary>A whole StableHLO program from a file. It has values but no derivative or batching rules. Only XLA runs it.</summary>
sealed record ImportedProgram : Primitive
{
    internal ImportedProgram(IProgram source) => Source = source;

    internal IProgram Source { get; }

    public override string Parameters => $"name={Source.Name}";

    internal override bool IsForeign => true;

    public override TensorType[] Infer(TensorType[] x)
    {
        var inputs = Source.Signature.Inputs;
        bool fits = x.Length == inputs.Length;
        for (int i = 0; fits && i < x.Length; i++) fits = x[i].Strong == inputs[i].Strong;
        return fits ? Source.Signature.Outputs : throw new AdException($"{Source.Name}: the arguments are ({new TensorTypes(x)}); expected ({new TensorTypes(inputs)}).", ErrorId.ShapeMismatch);
    }

    public override Tensor[] Evaluate(Tensor[] x) => Source.Run(x);

    public override (Value[] Y, Value?[] DY) Jvp(Value[] x, Value?[] dx) => throw NoRules(Source.Name);

    public override (Value[] Y, bool[] Batched) Batch(Value[] x, bool[] batched, int size) => throw NoRules(Source.Name);

    public override HloValue[] Lower(Hlo hlo, HloValue[] x, TensorType[] y) =>
        throw new AdException($"{Source.Name} is an imported program, which cannot become part of another file. Copy its file instead.", ErrorId.ImportedProgram);

    /// <summary>The error for a transform of an imported program.</summary>
    internal static AdException NoRules(string name) =>
        new($"{name} is an imported program, which cannot be differentiated or mapped. Transform the function before you export it: first {Spell.Name("Gradient")}, then {Spell.Name("Export")}.", ErrorId.ImportedProgram);
}
