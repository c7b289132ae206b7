using Autodiff.Families;
using Autodiff.Formulas;
using Autodiff.Mathematics;
using Autodiff.StableHlo;
using Autodiff.Tracing;

namespace Autodiff;

/// <summary>A derivative of the digamma function at each element: infinite at 0, with the sign of the side for an even order, and at the negative integers (CHLO polygamma). It is the derivative of Digamma.</summary>
/// <param name="Order">The order of the derivative of digamma, at least 1.</param>
sealed record Polygamma(int Order) : Unary
{
    public override string Parameters => $"m={Order}";

    internal override double Evaluate(double x) => PolygammaFunction.Polygamma(Order, x);

    protected override Value Derivative(Value x, Value y) => new Polygamma(Order + 1).Bind(x);

    protected override HloValue LowerOne(Hlo hlo, HloValue[] x, TensorType y) => GammaFormulas.Polygamma(hlo, x[0], Order);
}
