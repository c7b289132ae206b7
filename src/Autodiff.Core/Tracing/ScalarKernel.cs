namespace Autodiff.Tracing;

/// <summary>A primitive for up to three scalars of f64, of which 1 and 0 stand for true and false, and an i32 for itself.</summary>
delegate double ScalarKernel(double x, double y, double z);
