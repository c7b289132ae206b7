namespace Autodiff.Core.Tests.Laws;

/// <summary>A literal: at these numbers an operation has this value and this gradient. Signs of zero count in values.</summary>
sealed record Edge(double[] X, double Y, double[] Gradient)
{
    /// <summary>x, value, derivative.</summary>
    public static implicit operator Edge((double X, double Y, double DX) e) => new([e.X], e.Y, [e.DX]);

    /// <summary>x0, x1, value, derivative by x0, derivative by x1.</summary>
    public static implicit operator Edge((double X0, double X1, double Y, double D0, double D1) e) => new([e.X0, e.X1], e.Y, [e.D0, e.D1]);
}
