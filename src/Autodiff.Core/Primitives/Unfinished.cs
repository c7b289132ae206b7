using Autodiff.Families;
using Autodiff.Graphs;
using Autodiff.StableHlo;
using Autodiff.Tracing;

namespace Autodiff;

/// <summary>Its operand: whether the test of a loop is still true after the greatest number of iterations. Outside compiled code that is an error.</summary>
/// <param name="Bound">The greatest number of iterations.</param>
sealed record Unfinished(int Bound) : Elementwise
{
    public override string Parameters => $"bound={Bound}";

    public override TensorType InferOne(TensorType[] x) => x[0];

    protected override bool Moves => true;

    protected override Tensor Known(Tensor[] x, TensorType y) => x[0];

    protected override void Move<T>(ReadOnlySpan<Tensor> x, Destination y) => x[0].Elements<T>().CopyTo(y.Elements<T>());

    public override (Value Y, Value? DY) JvpOne(Value[] x, Value?[] dx) => (this.Bind(x), null);

    protected override HloValue LowerOne(Hlo hlo, HloValue[] x, TensorType y) => x[0];

    /// <summary>Refuses a loop that has not finished.</summary>
    /// <param name="primitive">The primitive that was evaluated.</param>
    /// <param name="x">Its operands.</param>
    /// <exception cref="AdException">The test of a loop is still true.</exception>
    public static void Refuse(Primitive primitive, Tensor[] x)
    {
        if (primitive is Unfinished loop && ((Tensor)Ad.Any(x[0])).Truth) throw loop.Failure();
    }

    public AdException Failure() => new($"WhileLoop: the test is still true after {Bound} iterations (maxIterations).", ErrorId.TooManyIterations);
}
