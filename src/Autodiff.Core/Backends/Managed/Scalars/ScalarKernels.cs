using Autodiff.Families;
using Autodiff.Tracing;

namespace Autodiff.Backends.Managed;

/// <summary>A primitive for up to three f64 scalars. 1 and 0 represent true and false; an i32 is converted.</summary>
delegate double ScalarKernel(double x, double y, double z);

/// <summary>Elementwise primitives as functions of numbers, with the same results to the bit as for tensors.</summary>
static class ScalarKernels
{
    /// <summary>The function of numbers for a scalar result of type f64 or bool and operands of f64, bool or i32, or null.</summary>
    public static ScalarKernel? Of(SingleResult primitive, TensorType type)
    {
        bool isNumber = type.DType == DType.F64;
        switch (primitive)
        {
            case Unary p: return (x, _, _) => p.Evaluate(x);
            case UnaryNumber p:
                Func<double, double> value = p.Evaluate;
                return (x, _, _) => value(x);
            case Binary p: return isNumber ? (x, y, _) => p.Float(x, y) : (x, y, _) => p.Boolean(x != 0, y != 0) ? 1 : 0;
            case Compare p: return (x, y, _) => p.Holds(x, y) ? 1 : 0;
            case Select: return (condition, x, y) => condition != 0 ? x : y;
            case Negate: return (x, _, _) => -x;
            case ConvertType: return isNumber ? (x, _, _) => x : (x, _, _) => x != 0 ? 1 : 0;
            default: return null;
        }
    }
}
