using System.Runtime.CompilerServices;
using System.Text;
using Autodiff.StableHlo;

namespace Autodiff.Graphs;

/// <summary>An operand in a transposition rule. Of a linear operand only the type is known.</summary>
/// <param name="Type">The type.</param>
/// <param name="Value">The value, or null if the equation is linear in the operand.</param>
readonly record struct Operand(TensorType Type, Value? Value)
{
    /// <summary>Whether the equation is linear in the operand, so that its cotangent is needed.</summary>
    public bool IsLinear => Value is null;

    /// <summary>The value of an operand in which no rule of ours is linear.</summary>
    /// <exception cref="AdException">The equation is not linear, as only a rule of the user's can be.</exception>
    public Value Known => Value ?? throw new AdException($"CustomJvp: the tangent of a rule is not linear in the tangents of the operands, because they are multiplied by each other, or one is a divisor or an index. Reverse mode needs a tangent that is; {Spell.Name("Mode")} Forward does not.", ErrorId.NotLinear);
}

/// <summary>
/// An operation of graphs, with all its rules. Primitives are a closed set of sealed records. Fields are static parameters, and equal records compute the same. In rules
/// a null tangent or cotangent is a symbolic zero, which is never materialized.
/// </summary>
abstract record Primitive
{
    string? name;

    /// <summary>The name in printed graphs, logs and errors, such as <c>reduce_sum</c>.</summary>
    public virtual string Name => name ??= SnakeCase(GetType().Name);

    /// <summary>The static parameters in printed graphs, such as <c>axes=(0)</c>.</summary>
    public virtual string Parameters => "";

    /// <summary>The graphs that the primitive runs.</summary>
    public virtual IReadOnlyList<Graph> Graphs => [];

    /// <summary>The graph of a call that may be inlined; otherwise null.</summary>
    public virtual Graph? Inlined => null;

    /// <summary>Whether the primitive has an effect. Then it is kept, in order, and never merged.</summary>
    public virtual bool HasEffect => false;

    /// <summary>Whether it computes with elements, in the dtype of their arithmetic. Otherwise it moves them or passes them on. Default: false.</summary>
    internal virtual bool Computes => false;

    /// <summary>The primitive with other graphs, of the same input and output types.</summary>
    internal virtual Primitive With(Graph[] graphs) => this;

    /// <summary>The primitive less its effect; null if the effect is all it does.</summary>
    internal Primitive? Silent => !HasEffect ? this : Graphs.Count == 0 ? null : With([.. Graphs.Select(g => g.Silent)]);

    /// <summary>Whether the primitive, or a graph that it runs, is a loop that may never end.</summary>
    internal virtual bool IsOpenEnded => Graphs.Any(g => g.IsOpenEnded);

    /// <summary>Whether the primitive, or a graph that it runs, is an imported program, which only its own backend runs.</summary>
    internal virtual bool IsForeign => Graphs.Count > 0 && Graphs.Any(g => g.IsForeign);

    /// <inheritdoc cref="Graph.RunLength"/>
    internal virtual double RunLength => 1 + Graphs.Sum(g => g.RunLength);

    /// <summary>The types of the results.</summary>
    /// <exception cref="AdException">The operands do not match. The message names the operation and the types.</exception>
    public abstract TensorType[] Infer(TensorType[] x);

    /// <summary>Computes the results by plain loops. Every backend is tested against this.</summary>
    public abstract Tensor[] Evaluate(Tensor[] x);

    /// <summary>Computes the results. A lack of memory is an AdException.</summary>
    /// <exception cref="AdException">The results do not fit into memory.</exception>
    internal Tensor[] Compute(Tensor[] x) => Allocating(() => Evaluate(x), x);

    /// <summary>Results computed by the given code. A lack of memory is an AdException.</summary>
    /// <param name="compute">The code that computes them.</param>
    /// <param name="x">The operands.</param>
    internal Tensor[] Allocating(Func<Tensor[]> compute, Tensor[] x)
    {
        try
        {
            return compute();
        }
        catch (Exception e) when (e is OutOfMemoryException or OverflowException)
        {
            throw NoRoom(Infer(Array.ConvertAll(x, v => v.Type)), e);
        }
    }

    private protected AdException NoRoom(TensorType[] y, Exception e)
    {
        double gibibytes = y.Sum(t => t.Shape.Size * (double)t.DType.Size) / (1 << 30);
        return new(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Name}: the result {string.Join(", ", y)} needs {gibibytes:0.0} GiB. It exceeds the available memory, or the limit of {Array.MaxLength} elements in an array. Compute in smaller parts, for example with {Spell.Name("Ad.Scan")} or a smaller {Spell.Name("BatchSize")}."), ErrorId.OutOfMemory, e);
    }

    /// <summary>The results and their tangents, which are linear in those of the operands.</summary>
    public abstract (Value[] Y, Value?[] DY) Jvp(Value[] x, Value?[] dx);

    /// <summary>As <see cref="Jvp"/>, but no result may depend on an equation with a tangent among its inputs. Only primitives with graphs override it.</summary>
    public virtual (Value[] Y, Value?[] DY) Linearize(Value[] x, Value?[] dx) => Jvp(x, dx);

    /// <summary>The cotangents of the linear operands, null for the others. At least one cotangent of the results is not null.</summary>
    public virtual Value?[] LinearTranspose(Value?[] ct, Operand[] x) => throw new AdException($"{Name} is not linear and has no transpose.", ErrorId.NotLinear);

    /// <summary>The results for <paramref name="size"/> items at once, with a batch axis 0 on the batched operands, and whether each result has that axis.</summary>
    public abstract (Value[] Y, bool[] Batched) Batch(Value[] x, bool[] batched, int size);

    /// <summary>Lowers the primitive to StableHLO.</summary>
    public abstract HloValue[] Lower(Hlo hlo, HloValue[] x, TensorType[] y);

    /// <summary>An operand or constant that always equals the one result, bit for bit; null if there is none.</summary>
    public virtual Value? Simplify(Value[] x) => null;

    /// <summary>Whether its result for splats is a splat, with which a graph may replace the equation.</summary>
    public virtual bool FoldsSplats => false;

    /// <summary>Whether its results, or those of a graph that it runs, are elements of the operands, chosen by comparison, as those of a maximum or a sort are.</summary>
    public virtual bool Chooses => Graphs.Count > 0 && Graphs.Any(g => g.Chooses);

    // The cached name is not part of equality.
    public virtual bool Equals(Primitive? other) => other is not null && EqualityContract == other.EqualityContract;

    public override int GetHashCode() => RuntimeHelpers.GetHashCode(EqualityContract);

    static string SnakeCase(string s)
    {
        var r = new StringBuilder();
        for (int i = 0; i < s.Length; i++)
        {
            if (i > 0 && char.IsUpper(s[i]) && !char.IsUpper(s[i - 1])) r.Append('_');
            r.Append(char.ToLowerInvariant(s[i]));
        }
        return r.ToString();
    }
}
