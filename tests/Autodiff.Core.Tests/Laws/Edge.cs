namespace Autodiff.Core.Tests.Laws;

/// <summary>A literal: the value and gradient of an operation at given numbers. Signs of zero matter in values.</summary>
sealed record Edge(double[] X, double Y, double[] Gradient)
{
    /// <summary>x, value, derivative.</summary>
    public static implicit operator Edge((double X, double Y, double DX) e) => new([e.X], e.Y, [e.DX]);

    /// <summary>x0, x1, value, derivatives with respect to x0 and x1.</summary>
    public static implicit operator Edge((double X0, double X1, double Y, double D0, double D1) e) => new([e.X0, e.X1], e.Y, [e.D0, e.D1]);
}
