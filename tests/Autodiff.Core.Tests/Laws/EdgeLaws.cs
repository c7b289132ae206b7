using Autodiff.Transforms;

namespace Autodiff.Core.Tests.Laws;

/// <summary>The literals of each row: values, including the sign of zero, and gradients in every mode.</summary>
public class EdgeLaws
{
    public static TheoryData<string, string> Rows => Table.Grid((r, d) => d.IsFloat && r.Edges.Length > 0);

    [Theory, MemberData(nameof(Rows))]
    public void Its_literals_hold_in_every_mode(string row, string dtype)
    {
        var (r, type) = (Table.Row(row), new TensorType(DType.Parse(dtype), default));
        double tolerance = Numeric.Tolerance([type.DType], 1, 1e-12, 1e-5);
        foreach (var edge in r.Edges)
        {
            // A literal is not that of the number next to it.
            if (type.DType.IsNarrow && Array.Exists(edge.X, v => !v.Equals(type.DType.Round(v)))) continue;
            string at = $"at ({string.Join(", ", edge.X)})";
            var x = Array.ConvertAll(edge.X, v => (Value)Numeric.Tensor(type, [v]));
            var floating = Array.ConvertAll(x, _ => true);
            var y = r.F(x)[0];
            if (edge.Y == 0 || !double.IsFinite(edge.Y)) Numeric.Same(Numeric.Tensor(y.Type, [edge.Y]), y, $"the value {at}");
            else Numeric.Close(Numeric.Tensor(y.Type, [edge.Y]), y, tolerance, $"the value {at}");
            if (r.Order == 0) continue;

            var expected = Array.ConvertAll(edge.Gradient, g => Numeric.Tensor(type, [g]));
            for (int i = 0; i < x.Length; i++)
            {
                var dx = x.Select((_, k) => k == i ? Tensor.Ones(type) : null).ToArray();
                Numeric.Close(expected[i], Numeric.Instantiate(Differentiation.Jvp(r.F, x, dx).DY, [y])[0], tolerance, $"the tangent by argument {i} {at}");
            }
            Value[] withCt = [.. x, Tensor.Ones(type)];
            var gradient = Transform.Gradient(r.F, floating);
            var modes = new (string, Value[])[]
            {
                ("the gradient", gradient(withCt)),
                ("the staged gradient", Transform.Staged(gradient)(withCt)),
                ("the gradient of the staged function", Transform.Gradient(Transform.Staged(r.F), floating)(withCt)),
                ("the mapped gradient", Array.ConvertAll(Transform.Vmap(gradient, Array.ConvertAll(withCt, v => Ad.Reshape(v, new Shape(1))), Array.ConvertAll(withCt, _ => true), 1), v => (Value)Numeric.Item(v, 0))),
            };
            foreach (var (mode, g) in modes)
                for (int i = 0; i < x.Length; i++) Numeric.Close(expected[i], g[i], tolerance, $"{mode} by argument {i} {at}");
        }
    }
}
