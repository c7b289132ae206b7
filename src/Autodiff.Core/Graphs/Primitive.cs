using System.Runtime.CompilerServices;
using System.Text;
using Autodiff.StableHlo;

namespace Autodiff.Graphs;

/// <summary>What a rule of transposition is told of an input: of a linear one its type only.</summary>
/// <param name="Type">The input's type.</param>
/// <param name="Value">Its value, null where the equation is linear in it.</param>
readonly record struct Operand(TensorType Type, Value? Value)
{
    /// <summary>Whether its cotangent is asked for.</summary>
    public bool IsLinear => Value is null;
}

/// <summary>
/// An operation that graphs are made of, with all its rules. A closed set of sealed records: fields are static parameters, and two records that are equal
/// compute the same. In rules a null tangent or cotangent is a symbolic zero, which is never made into numbers.
/// </summary>
abstract record Primitive
{
    string? name;

    /// <summary>The name in printed graphs, logs and errors: <c>reduce_sum</c>.</summary>
    public virtual string Name => name ??= SnakeCase(GetType().Name);

    /// <summary>The static parameters as printed graphs show them: <c>axes=(0)</c>.</summary>
    public virtual string Parameters => "";

    /// <summary>The graphs it runs, of a primitive that has some.</summary>
    public virtual IReadOnlyList<Graph> Graphs => [];

    /// <summary>The graph that it merely runs on its operands, of a call that may be replaced by its body; else null.</summary>
    public virtual Graph? Inlined => null;

    /// <summary>Whether it does something beside giving its results: it is then kept, in order, and never merged.</summary>
    public virtual bool HasEffect => false;

    /// <summary>The same with other graphs, which take and give what its own do.</summary>
    internal virtual Primitive With(Graph[] graphs) => this;

    /// <summary>The same results without an effect; null where there is nothing but the effect.</summary>
    internal Primitive? Silent => !HasEffect ? this : Graphs.Count == 0 ? null : With([.. Graphs.Select(g => g.Silent)]);

    /// <summary>Whether it, or a graph that it runs, is a loop that need not end.</summary>
    internal virtual bool IsOpenEnded => Graphs.Any(g => g.IsOpenEnded);

    /// <summary>Whether it, or a graph that it runs, is a program that only its own backend runs.</summary>
    internal virtual bool IsForeign => Graphs.Count > 0 && Graphs.Any(g => g.IsForeign);

    /// <inheritdoc cref="Graph.RunLength"/>
    internal virtual double RunLength => 1 + Graphs.Sum(g => g.RunLength);

    /// <summary>The types of its results.</summary>
    /// <exception cref="AdException">The operands do not fit; the message names the operation and their types.</exception>
    public abstract TensorType[] Infer(TensorType[] x);

    /// <summary>Its results, by plain loops: what every backend is tested against.</summary>
    public abstract Tensor[] Evaluate(Tensor[] x);

    /// <summary>The same, where a lack of room for the results is an error that says so.</summary>
    /// <exception cref="AdException">There is no room for them.</exception>
    internal Tensor[] Compute(Tensor[] x)
    {
        try
        {
            return Evaluate(x);
        }
        catch (Exception e) when (e is OutOfMemoryException or OverflowException)
        {
            throw NoRoom(Infer(Array.ConvertAll(x, v => v.Type)), e);
        }
    }

    private protected AdException NoRoom(TensorType[] y, Exception e)
    {
        double gibibytes = y.Sum(t => t.Shape.Size * (double)t.DType.Size) / (1 << 30);
        return new(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Name}: there is no room for {string.Join(", ", y)}, which takes {gibibytes:0.0} GiB: an array holds {Array.MaxLength} elements at most, and what is left of the memory. Compute in smaller parts, for example with [Ad]::Scan or -BatchSize."), ErrorId.OutOfMemory, e);
    }

    /// <summary>Its results, and their tangents, linear in those of the operands.</summary>
    public abstract (Value[] Y, Value?[] DY) Jvp(Value[] x, Value?[] dx);

    /// <summary>As <see cref="Jvp"/>, but no result may be computed by an equation that has a tangent among its inputs. Only primitives with graphs need their own.</summary>
    public virtual (Value[] Y, Value?[] DY) Linearize(Value[] x, Value?[] dx) => Jvp(x, dx);

    /// <summary>The cotangents of the linear operands (null for the others), from those of the results, of which at least one is not null.</summary>
    public virtual Value?[] LinearTranspose(Value?[] ct, Operand[] x) => throw new AdException($"{Name} is not linear and has no transpose.", ErrorId.NotLinear);

    /// <summary>Its results for <paramref name="size"/> items at once, along a new axis 0 of the batched operands; and which results have that axis.</summary>
    public abstract (Value[] Y, bool[] Batched) Batch(Value[] x, bool[] batched, int size);

    /// <summary>Writes it as StableHLO.</summary>
    public abstract HloValue[] Lower(Hlo hlo, HloValue[] x, TensorType[] y);

    /// <summary>An operand or constant that its one result always equals, to the bit; null where there is none.</summary>
    public virtual Value? Simplify(Value[] x) => null;

    /// <summary>Whether, of splats, it gives a splat that a graph may hold in place of the equation.</summary>
    public virtual bool FoldsSplats => false;

    // The cached name must not count in equality.
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
