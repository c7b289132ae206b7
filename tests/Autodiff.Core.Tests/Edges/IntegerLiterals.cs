using Autodiff.Tracing;

namespace Autodiff.Core.Tests.Edges;

/// <summary>Integer arithmetic as in XLA: overflow wraps around; nothing throws.</summary>
public class IntegerLiterals
{
    static readonly int[] ints = [int.MinValue, -7, -1, 0, 1, 7, int.MaxValue];

    static int Int(Value x) => (int)((Tensor)x).Item();

    static Tensor I(int x) => Tensor.Scalar(x);

    [Fact]
    public void DivisionByZeroAndOverflow()
    {
        foreach (int x in ints)
        {
            Assert.Equal(x, Int(Ad.Remainder(I(x), I(0))));
            Assert.Equal(0, Int(Ad.Mod(I(x), I(0))));
            Assert.Equal(x == 0 ? -1 : -2, Int(Ad.FloorDivide(I(x), I(0))));
            Assert.Equal(unchecked(-x), Int(Ad.FloorDivide(I(x), I(-1))));
            Assert.Equal(0, Int(Ad.Remainder(I(x), I(-1))));
        }
        Assert.Equal(uint.MaxValue, ((Tensor)Ad.FloorDivide(Tensor.Scalar(5u), Tensor.Scalar(0u))).Item());
    }

    [Fact]
    public void DivisionTowardsTheFloor()
    {
        foreach (int x in ints)
            foreach (int y in ints)
            {
                if (y is 0 or -1) continue;
                Assert.Equal((int)Math.Floor((double)x / y), Int(Ad.FloorDivide(I(x), I(y))));
                Assert.Equal((int)(x - y * Math.Floor((double)x / y)), Int(Ad.Mod(I(x), I(y))));
            }
    }

    [Theory]
    [InlineData(1, 31, int.MinValue, 0)]
    [InlineData(-5, 31, int.MinValue, -1)]
    [InlineData(-5, 32, 0, -1)]
    [InlineData(5, 33, 0, 0)]
    [InlineData(-5, -1, 0, -1)]
    [InlineData(-66, 2, -264, -17)]
    public void Shifts(int x, int count, int left, int right)
    {
        Assert.Equal(left, Int(Ad.ShiftLeft(I(x), I(count))));
        Assert.Equal(right, Int(Ad.ShiftRight(I(x), I(count))));
    }

    [Fact]
    public void UnsignedShiftIsLogical() => Assert.Equal(0x7fffffffu, ((Tensor)Ad.ShiftRight(Tensor.Scalar(uint.MaxValue), Tensor.Scalar(1u))).Item());

    [Theory]
    [InlineData(2, 10, 1024)]
    [InlineData(2, -1, 0)]
    [InlineData(1, -3, 1)]
    [InlineData(-1, -3, -1)]
    [InlineData(-1, -2, 1)]
    [InlineData(0, 0, 1)]
    [InlineData(0, -1, 0)]
    [InlineData(-3, 3, -27)]
    [InlineData(3, 40, 689956897)] // modulo 2^32
    public void PowOfTracedExponents(int x, int y, int expected) => Assert.Equal(expected, Int(new Pow().Bind(I(x), I(y))));

    [Fact]
    public void PowOfKnownExponents()
    {
        var x = Tensor.Of(-3, 0, 5);
        Assert.Equal(new[] { -27, 0, 125 }, ((Tensor)Ad.Pow(x, 3)).Data);
        Assert.Equal(new[] { 1, 1, 1 }, ((Tensor)Ad.Pow(x, 0)).Data);
        Says.Error("InvalidOperand … Pow: … i32[3] … -1.0", () => Ad.Pow(x, -1));
        Assert.Equal(DType.F64, Ad.Pow(x, 2.0).DType);
    }

    [Fact]
    public void IntegersAreKept()
    {
        Func<Value, Value>[] keep = [Ad.Abs, Ad.Square, Ad.Sign, Ad.Floor, Ad.Ceiling, Ad.Round, Ad.Truncate, Ad.Relu, x => Ad.Clip(x, -1, 1), x => Ad.Maximum(x, 3), Ad.BitwiseNot];
        foreach (var f in keep)
        {
            Assert.Equal(DType.I32, f(Tensor.Of(-2, 5)).DType);
            Assert.Equal(DType.I64, f(Tensor.Of(-2L, 5L)).DType);
        }
        Assert.Equal(int.MinValue, Int(Ad.Abs(I(int.MinValue))));
        Assert.Equal(DType.F64, Ad.Sqrt(I(4)).DType);
    }

    [Fact]
    public void BitsOfFloatsAreRefused() => Says.Error("InvalidDType … BitwiseAnd: … f64[] … Ad.Cast(x, \"i32\")", () => Ad.BitwiseAnd(Tensor.Scalar(1.0), 1));
}
