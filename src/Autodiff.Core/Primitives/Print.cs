using System.Globalization;
using Autodiff.Graphs;
using Autodiff.StableHlo;
using Autodiff.Tracing;

namespace Autodiff;

/// <summary>Prints its operand when it runs. It has no result. Prints keep their order. Under XLA nothing is printed.</summary>
/// <param name="Format">A composite format for String.Format; the operand is item 0.</param>
sealed record Print(string Format) : Primitive
{
    public override string Parameters => $"format={Format}";

    public override bool HasEffect => true;

    public override TensorType[] Infer(TensorType[] x) => [];

    public override Tensor[] Evaluate(Tensor[] x)
    {
        ScriptHost.Current.Print(string.Format(CultureInfo.InvariantCulture, Format, x[0]));
        return [];
    }

    public override (Value[] Y, Value?[] DY) Jvp(Value[] x, Value?[] dx) => (this.Bind(x), []);

    public override (Value[] Y, bool[] Batched) Batch(Value[] x, bool[] batched, int size) => (this.Bind(x), []);

    public override HloValue[] Lower(Hlo hlo, HloValue[] x, TensorType[] y) => [];
}

public static partial class Ad
{
    /// <summary>Prints a value each time the code runs, not when it is traced (jax.debug.print).</summary>
    /// <param name="format">A composite format for String.Format, such as <c>'x = {0:F3}'</c>.</param>
    /// <param name="x">The value to print.</param>
    /// <remarks>It has no result, because a script block would output that.</remarks>
    public static void Print(string format, Value x)
    {
        Given(x);
        try
        {
            _ = string.Format(CultureInfo.InvariantCulture, format, 0.0);
        }
        catch (FormatException e)
        {
            throw new AdException($"Print: '{format}' is not a valid format. Write {{0}} for the value, and {{{{ for a brace.", ErrorId.InvalidFormat, e);
        }
        new Print(format).Bind(x);
    }
}
