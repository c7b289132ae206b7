namespace Autodiff;

/// <summary>Code that moves elements of any dtype and does not compute with them. <see cref="DType.Move"/> calls it for the right element type.</summary>
interface IElementMover
{
    /// <summary>The elements are of this type.</summary>
    void Move<T>() where T : unmanaged;
}
