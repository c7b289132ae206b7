namespace Autodiff.Tracing;

/// <summary>A primitive for up to three f64 scalars. 1 and 0 represent true and false; an i32 is converted.</summary>
delegate double ScalarKernel(double x, double y, double z);
