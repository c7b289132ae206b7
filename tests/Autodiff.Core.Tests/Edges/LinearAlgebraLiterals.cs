using Autodiff.Core.Tests.Laws;
using Autodiff.Tracing;

namespace Autodiff.Core.Tests.Edges;

/// <summary>Singular and indefinite matrices, and sorting of equal elements.</summary>
public class LinearAlgebraLiterals
{
    const double NaN = double.NaN, Inf = double.PositiveInfinity;

    static Tensor Matrix(int n, params double[] v) => Tensor.Of<double>(v, [v.Length / n, n]);

    static void Is(double[] expected, Value actual) => Assert.Equal(expected, Numeric.Doubles(actual));

    static Value Gradient(Func<Value, Value> f, Tensor x) => Transform.Gradient(v => [f(v[0])], [true])([x, Tensor.Scalar(1.0)])[0];

    [Fact]
    public void Products_of_integers_keep_their_dtype()
    {
        Value x = Tensor.Of<int>([1, 2, 3, 4], [2, 2]), truth = Tensor.Of<bool>([true, true, false, true], [2, 2]);
        Value[] products = [Ad.MatMul(x, x), Ad.Dot(x, x), Ad.Outer(x, x), Ad.Einsum("ij,jk", x, x), Ad.Einsum("ij->", x), Ad.Einsum("ij,k->", x, Tensor.Of(1, 2)), Ad.TensorDot(x, x), Ad.Kron(x, x), Ad.MatMul(truth, truth)];
        Assert.All(products, p => Assert.Equal(DType.I32, p.DType));
        Assert.True(Ad.MatMul(Ad.Ones(2), Ad.Ones(2)).Type.Weak);
        Assert.Equal(new TensorType(DType.F32, 2), Ad.MatMul(Ad.Eye(2), new[] { 1f, 2 }).Type);
    }

    [Fact]
    public void Cholesky_symmetrises_its_input() => Is([2, 0, 1.5, Math.Sqrt(1.75)], Ad.Cholesky(Matrix(2, 4, 4, 2, 4)));

    [Theory]
    [InlineData(1, 2, 2, 1)]
    [InlineData(0, 0, 0, 0)]
    [InlineData(-1, 0, 0, 1)]
    [InlineData(NaN, 0, 0, 1)]
    public void Cholesky_of_what_is_not_positive_definite_is_NaN(double a, double b, double c, double d)
    {
        var y = Ad.Cholesky(Tensor.Of<double>([a, b, c, d, 4, 0, 0, 9], [2, 2, 2]));
        Is([NaN, 0, NaN, NaN, 2, 0, 0, 3], y);
    }

    [Fact]
    public void A_singular_system_has_no_finite_solution()
    {
        Assert.All(Numeric.Doubles(Ad.Solve(Matrix(2, 1, 2, 2, 4), new[] { 1.0, 1 })), v => Assert.False(double.IsFinite(v)));
        Is([Inf, -Inf], Ad.TriangularSolve(Matrix(2, 0, 0, 1, 0), new[] { 1.0, 1 }, true));
        Is([0.5, -0.5, -1, 2], Ad.Inv(Matrix(2, 4, 1, 2, 1)));
    }

    // The gradient is the transposed adjugate. Its rank is 1 if the matrix lacks one rank, and 0 if it lacks two.
    [Fact]
    public void The_determinant_of_a_singular_matrix_has_a_gradient()
    {
        Is([4, -3, -2, 1], Gradient(Ad.Det, Matrix(2, 1, 2, 3, 4)));
        Is([-3, 6, -3, 6, -12, 6, -3, 6, -3], Gradient(Ad.Det, Matrix(3, 1, 2, 3, 4, 5, 6, 7, 8, 9)));
        Is([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 30], Gradient(Ad.Det, Matrix(4, 2, 0, 0, 0, 0, 3, 0, 0, 0, 0, 5, 0, 0, 0, 0, 0)));
        Is([0, 0, 0, 0, 0, 30, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], Gradient(Ad.Det, Matrix(4, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0, 0, 5)));
        Assert.All(Numeric.Doubles(Gradient(Ad.Det, Matrix(4, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 5))), v => Assert.Equal(0, v));
    }

    // The second derivative with respect to two elements is the cofactor of both: for diag(2, 3, 0), 2 and 3.
    [Fact]
    public void The_determinant_of_a_singular_matrix_has_second_derivatives()
    {
        double[] h = Gradients.Hessian(Ad.Det, Matrix(3, 2, 0, 0, 0, 3, 0, 0, 0, 0));
        double[] expected = new double[81];
        void Pair(int i, int k, double value) => expected[9 * i + k] = expected[9 * k + i] = value;
        Pair(0, 8, 3);
        Pair(4, 8, 2);
        Pair(2, 6, -3);
        Pair(5, 7, -2);
        Gradients.Same(expected, h, "Hessian");
        // From four rows on, factors are used. These matrices have one, two, and only zero pivots.
        double[] singular = Gradients.Hessian(Ad.Det, Matrix(4, 2, 0, 0, 0, 0, 3, 0, 0, 0, 0, 5, 0, 0, 0, 0, 0));
        Assert.Equal([15, 10, 6], new[] { singular[16 * 0 + 15], singular[16 * 5 + 15], singular[16 * 10 + 15] }, (a, b) => Math.Abs(a - b) < 1e-12);
        Assert.All(singular, v => Assert.True(double.IsFinite(v)));
        foreach (var x in (Tensor[])[Matrix(4, 2, 0, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0), Matrix(4, new double[16])])
            Assert.All(Gradients.Hessian(Ad.Det, x), v => Assert.True(double.IsFinite(v)));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public void The_logarithm_of_a_determinant_of_zero_is_negative_infinity(int n)
    {
        var y = Ad.SlogDet(Ad.Ones([n, n], "f64"));
        Assert.Equal((0, -Inf), (((Tensor)y[0]).ToDouble(0), ((Tensor)y[1]).ToDouble(0)));
    }

    [Fact]
    public void Determinants_beyond_the_range_have_logarithms()
    {
        var y = Ad.SlogDet(-1e200 * Ad.Eye(3, "f64"));
        Assert.Equal(-1, ((Tensor)y[0]).ToDouble(0));
        Assert.Equal(600 * Math.Log(10), ((Tensor)y[1]).ToDouble(0), 1e-9);
    }

    // The steps that Lu is lowered to agree with its kernel: with exchanges, a column of zeros, equal pivots and NaN.
    [Theory]
    [InlineData(new double[] { 0, 1, 2, 3, 4, 5, 6, 7, 9 })]
    [InlineData(new double[] { 0, 1, 2, 0, 3, 4, 0, 5, 7 })]
    [InlineData(new double[] { 1, 2, 3, -1, 5, 6, 1, 8, 9 })]
    [InlineData(new double[] { 1, NaN, 3, 2, 5, 6, 4, 8, 9 })]
    public void Elimination_by_operations_is_that_of_the_kernel(double[] elements)
    {
        foreach (bool complete in new[] { false, true })
        {
            var expected = new Lu(complete).Bind(Matrix(3, elements));
            var identity = Tensor.Of<int>([0, 1, 2], [1, 3]);
            Value[] state = [Tensor.Of<double>(elements, [1, 3, 3]), identity, identity, Tensor.Of(1.0)];
            for (int k = 0; k < 3; k++) state = Ad.EliminateColumn(Tensor.Scalar(k), state[0], state[1], state[2], state[3], complete);
            for (int i = 0; i < 4; i++) Assert.Equal(Numeric.Doubles(expected[i]), Numeric.Doubles(state[i]));
        }
    }

    [Fact]
    public void Sorting_keeps_equal_elements_in_order_and_puts_NaN_last()
    {
        double[] x = [0, NaN, -0.0, Inf, -1, 0, -Inf, NaN];
        Is([6, 4, 0, 2, 5, 3, 1, 7], Ad.ArgSort(x));
        Numeric.Same(Tensor.Of(-Inf, -1, 0, -0.0, 0, Inf, NaN, NaN), Ad.Sort(x), "sorted");
        var large = Ad.ArgSort(Tensor.Of(Enumerable.Range(0, 1000).Select(i => i * 7 % 3).ToArray()));
        Is([.. Enumerable.Range(0, 1000).OrderBy(i => i * 7 % 3).Select(i => (double)i)], large);
    }

    [Fact]
    public void The_greatest_begin_with_NaN_and_the_first_of_equal_ones()
    {
        var y = Ad.TopK(new double[] { -0.0, 0, 3, NaN, -0.0, 3 }, 6);
        Is([3, 2, 5, 1, 0, 4], y[1]);
        Numeric.Same(Tensor.Of(NaN, 3, 3, 0, -0.0, -0.0), y[0], "values");
    }

    public static TheoryData<string, Func<object>> Refused => new()
    {
        { "ShapeMismatch … MatMul: … [2,3] … axis 1 … axis 0", () => Ad.MatMul(Ad.Zeros([2, 3]), Ad.Zeros([2, 3])) },
        { "ShapeMismatch … MatMul: … [] … [2] … Ad.Multiply(x, y)", () => Ad.MatMul(1.0, Ad.Zeros(2)) },
        { "InvalidSpecification … Einsum: … 'ij,jk' … [2,3] … 'j'", () => Ad.Einsum("ij,jk", Ad.Zeros([2, 3]), Ad.Zeros([2, 3])) },
        { "InvalidSpecification … Einsum: … 'ij->k' … [2,3] … 'k'", () => Ad.Einsum("ij->k", Ad.Zeros([2, 3])) },
        { "InvalidSpecification … Einsum: … 'ij,j' … [2,3]", () => Ad.Einsum("ij,j", Ad.Zeros([2, 3])) },
        { "InvalidSpecification … Einsum: … 'ijk' … [2,3]", () => Ad.Einsum("ijk", Ad.Zeros([2, 3])) },
        { "InvalidSpecification … Einsum: … 'ii' … [1,3] … 'i'", () => Ad.Einsum("ii", Ad.Zeros([1, 3])) },
        { "InvalidSpecification … Einsum: … 'i1' … [1,3] … '...'", () => Ad.Einsum("i1", Ad.Zeros([1, 3])) },
        { "InvalidSpecification … Einsum: … 'ij->ii' … [1,3]", () => Ad.Einsum("ij->ii", Ad.Zeros([1, 3])) },
        { "InvalidAxis … TensorDot: … [2] … [2,2]", () => Ad.TensorDot(Ad.Zeros(2), Ad.Zeros([2, 2])) },
        { "ShapeMismatch … Inv: … 'x' … [2,3]", () => Ad.Inv(Ad.Zeros([2, 3])) },
        { "ShapeMismatch … Solve: … [2,2] … [3] … [2]", () => Ad.Solve(Ad.Eye(2), Ad.Zeros(3)) },
        { "InvalidArgument … TopK: … [3]", () => Ad.TopK(Ad.Zeros(3), 4) },
    };

    [Theory, MemberData(nameof(Refused))]
    public void What_does_not_fit_is_refused_with_its_shapes(string error, Func<object> f) => Says.Error(error, f);
}
