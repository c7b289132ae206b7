namespace Autodiff.Graphs;

/// <summary>A value that stands for another while a function is traced.</summary>
abstract class Tracer : Value
{
    private protected Tracer(object? owner, TensorType type) : base(type) => Owner = owner;

    /// <summary>The trace that made it.</summary>
    internal object? Owner { get; }

    /// <summary>The text, such as <c>traced f64[3]</c>.</summary>
    public override string ToString() => $"traced {Type}";
}

/// <summary>A variable of a graph. It is also the tracer of the staging trace that made it, so no table is needed.</summary>
sealed class Variable : Tracer
{
    internal Variable(object? owner, TensorType type, int index) : base(owner, type) => Index = index;

    /// <summary>The index in arrays with an entry for each variable of the graph.</summary>
    public int Index { get; }
}
