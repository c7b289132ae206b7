using Autodiff.Backends.Managed;
using Autodiff.Core.Tests.Laws;
using Autodiff.Tracing;
using CsCheck;

namespace Autodiff.Core.Tests.Managed;

/// <summary>Managed's own code for products computes what the plain loops do, of sizes that fill its blocks and of those that do not.</summary>
public class MatrixKernelTests
{
    static readonly Gen<int> size = Gen.Frequency((1, Gen.Const(0)), (2, Gen.Const(1)), (5, Gen.Int[2, 9]), (5, Gen.Int[10, 40]));

    public static TheoryData<string> Numbers => [.. Row.Numbers.Select(d => d.Name)];

    /// <summary>A tensor of whole numbers, whose products are exact in any order.</summary>
    static Tensor Whole(DType dtype, Shape shape, int salt) => Numeric.Tensor(new(dtype, shape), [.. Enumerable.Range(0, (int)shape.Size).Select(i => (double)((i * 7 + salt) % 5))]);

    static void Same(SingleResult primitive, params Tensor[] x)
    {
        var type = primitive.InferOne(Array.ConvertAll(x, v => v.Type));
        Numeric.Same(primitive.Evaluate(x, type), primitive.Evaluate(x, type, ManagedKernels.Of(primitive)!), $"{primitive} of {x[0].Type} and {x[1].Type}");
    }

    [Theory, MemberData(nameof(Numbers))]
    public void Products_of_matrices(string dtype) => Gen.Select(size, size, size, Gen.Int[1, 3], Gen.Int[0, 15]).Sample((rows, inner, columns, batch, layout) =>
    {
        // The strides allow transposed matrices and batch axes in any order.
        (Shape Shape, int Batch, int Contract) Operand(int free, bool contractFirst, bool batchLast)
        {
            int[] matrix = contractFirst ? [inner, free] : [free, inner];
            return (new Shape(batchLast ? [.. matrix, batch] : [batch, .. matrix]), batchLast ? 2 : 0, (contractFirst ? 0 : 1) + (batchLast ? 0 : 1));
        }
        var (x, y) = (Operand(rows, (layout & 1) != 0, (layout & 2) != 0), Operand(columns, (layout & 4) == 0, (layout & 8) != 0));
        Same(new Dot(x.Batch, y.Batch, x.Contract, y.Contract), Whole(dtype, x.Shape, 1), Whole(dtype, y.Shape, 2));
    }, iter: 200, threads: 1);

    [Theory, MemberData(nameof(Numbers))]
    public void A_splat_as_operand(string dtype)
    {
        var type = new TensorType(dtype, new Shape(9, 9));
        Same(new Dot(default, default, 1, 0), Tensor.Full(type, 2), Whole(dtype, type.Shape, 1));
        Same(new Dot(default, default, 0, 0), Whole(dtype, type.Shape, 1), Tensor.Full(type, 2));
    }

    [Theory, MemberData(nameof(Numbers))]
    public void Convolutions(string dtype) => Gen.Select(Gen.Int[1, 2], Gen.Int[1, 3], Gen.Int[1, 7], Gen.Int[3, 12], Gen.Int[1, 3]).Sample((groups, channels, outputs, length, taps) =>
    {
        var convolution = new Convolution(new(2, 1), new(1, 0), new(0, 2), new(1, 2), new(2, 1), groups);
        Same(convolution, Whole(dtype, new(2, groups * channels, length, length), 1), Whole(dtype, new(groups * outputs, channels, taps, taps), 2));
    }, iter: 50, threads: 1);

    [Fact]
    public void Bodies_of_loops_are_computed_by_it_too()
    {
        // The plain loops round this sum of f32 once, and Managed rounds it at each step.
        var x = Tensor.Of<float>([1e8f, 1, 1, 1, -1e8f], [1, 5]);
        var ones = Tensor.Of<float>([1, 1, 1, 1, 1], [5, 1]);
        var graph = Transform.Stage(v => [(Value)Ad.ForLoop(0, 1, (Func<Value, Value, Value>)((_, c) => c + Ad.MatMul(v[0], v[1])), Tensor.Zeros(new(DType.F32, new Shape(1, 1))))!], [x, ones]).Graph;
        Assert.Equal(3f, Interpreter.Evaluate(graph, [x, ones])[0].Item());
        Assert.NotEqual(3f, ManagedBackend.Instance.Compile(graph, []).Run([x, ones])![0].Item());
    }
}
