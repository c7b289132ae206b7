namespace Autodiff;

/// <summary>Elements of an array, read in another order: broadcast (stride 0), transposed, sliced or reversed (negative strides).</summary>
/// <param name="Strides">The distance between neighbours along each axis of the view.</param>
/// <param name="Offset">Where the view begins.</param>
readonly record struct View(int[] Strides, int Offset = 0);
