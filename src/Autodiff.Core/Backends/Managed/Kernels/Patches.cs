namespace Autodiff.Backends.Managed;

/// <summary>The element of the input that a convolution reads for each element of the kernel and each of the result, over all spatial axes.</summary>
sealed class Patches
{
    readonly Convolution convolution;
    readonly int[] input, kernel, output;

    /// <summary>For kernel element k and result element o, at k · Outputs + o: the offset in the input, or -1 for padding.</summary>
    public int[] Sources { get; }

    /// <summary>The number of elements of the kernel.</summary>
    public int Kernels { get; }

    /// <summary>The number of elements of the result.</summary>
    public int Outputs { get; }

    public Patches(Convolution convolution, Shape input, Shape kernel, Shape output)
    {
        (this.convolution, this.input, this.kernel, this.output) = (convolution, input.ToArray(), kernel.ToArray(), output.ToArray());
        (Kernels, Outputs) = ((int)kernel.Size, (int)output.Size);
        Sources = new int[Kernels * Outputs];
        Array.Fill(Sources, -1);
        Walk(0, 0, 0, 0);
    }

    void Walk(int axis, int k, int o, int i)
    {
        if (axis == input.Length)
        {
            Sources[k * Outputs + o] = i;
            return;
        }
        int dilation = convolution.InputDilation[axis];
        for (int a = 0; a < kernel[axis]; a++)
            for (int b = 0; b < output[axis]; b++)
            {
                int at = b * convolution.Strides[axis] + a * convolution.KernelDilation[axis] - convolution.Low[axis];
                if (at >= 0 && at % dilation == 0 && at / dilation < input[axis]) Walk(axis + 1, k * kernel[axis] + a, o * output[axis] + b, i * input[axis] + at / dilation);
            }
    }

    /// <summary>Writes the patches of some channels as a matrix [channels · kernel, result].</summary>
    public void Fill<T>(ReadOnlySpan<T> channels, Span<T> matrix) where T : unmanaged
    {
        int size = input.Aggregate(1, (n, d) => n * d);
        for (int from = 0, to = 0; to < matrix.Length; from += size, to += Sources.Length)
        {
            var channel = channels.Slice(from, size);
            var patch = matrix.Slice(to, Sources.Length);
            for (int n = 0; n < patch.Length; n++) patch[n] = Sources[n] is >= 0 and var at ? channel[at] : default;
        }
    }
}
