using System.Numerics;

namespace Autodiff;

/// <summary>Code that computes with elements of any dtype, with a method for each kind. <see cref="DType.Visit"/> calls the right one.</summary>
interface IElementVisitor
{
    /// <summary>The elements are floating-point numbers.</summary>
    void Float<T>() where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T>;

    /// <summary>The elements are integers.</summary>
    void Integer<T>() where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>;

    /// <summary>The elements are booleans.</summary>
    void Boolean();
}
