using System.Management.Automation;
using System.Security.Cryptography;

namespace Autodiff.PowerShell;

/// <summary>Makes a tensor from numbers, from one repeated number, or from random numbers.</summary>
[Cmdlet(VerbsCommon.New, "AdTensor", DefaultParameterSetName = "Data"), OutputType(typeof(Tensor))]
public sealed class NewAdTensorCommand : AdCmdlet
{
    /// <summary>A number, or an array of numbers that is nested as deep as the tensor has axes.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "Data", HelpMessage = "A number, or a regular array of numbers.")]
    [AllowEmptyCollection, AllowNull]
    public object Data { get; set; } = null!;

    /// <summary>The number for every element.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Fill", HelpMessage = "The number for every element.")]
    public object Fill { get; set; } = null!;

    /// <summary>Random numbers, uniform on [0, 1).</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Random", HelpMessage = "Random numbers, uniform on [0, 1).")]
    public SwitchParameter Random { get; set; }

    /// <summary>The seed. The same seed gives the same numbers on every machine. Default: a new seed each time.</summary>
    [Parameter(ParameterSetName = "Random", HelpMessage = "The seed. The same seed gives the same numbers. Default: a new seed each time.")]
    public int? Seed { get; set; }

    /// <summary>The shape, such as 2,3; @() for a scalar. With -Data one dimension may be -1: its size is inferred. Default: the shape of the data, or a scalar.</summary>
    [Parameter(HelpMessage = "The shape, such as 2,3.")]
    [AllowEmptyCollection]
    public object? Shape { get; set; }

    /// <summary>The dtype, such as f32. It must be able to represent every number. Default: the dtype of the numbers; f64 for random numbers.</summary>
    [Parameter(HelpMessage = "The dtype, such as f32.")]
    [ArgumentCompleter(typeof(DTypeCompleter))]
    public DType? DType { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        object? about = MyInvocation.BoundParameters.GetValueOrDefault(ParameterSetName);
        WriteObject(Do(about, () => ParameterSetName switch
        {
            "Fill" => (Tensor)Ad.BroadcastTo(Cast(Scalar(Read(Fill, "-Fill"))), Dimensions()),
            "Random" => Uniform(),
            _ => Given(),
        }));
    }

    Tensor Given()
    {
        var t = Cast(Read(Data, "-Data"));
        return Shape is null ? t : (Tensor)Ad.Reshape(t, new IntegerList(Integers.Read(Shape, "-Shape", acceptText: true)));
    }

    Tensor Uniform()
    {
        if (DType is { IsFloat: false }) throw new AdException($"-DType is {DType}; expected {string.Join(", ", Autodiff.DType.All.Where(d => d.IsFloat))} with -Random.", ErrorId.InvalidDType);
        int seed = Seed ?? RandomNumberGenerator.GetInt32(int.MaxValue);
        return (Tensor)Ad.RandomUniform(Ad.RandomKey(seed), Dimensions(), DType ?? DType.F64);
    }

    Tensor Cast(Tensor t) => ExactCast.To(t, DType ?? t.DType);

    Shape Dimensions() => Shape is null ? default : new(Integers.Read(Shape, "-Shape", acceptText: true));

    static Tensor Read(object? data, string name) => Autodiff.Conversion.ToValue(NumericText.Read(data), name) as Tensor
        ?? throw new AdException($"{name} is a traced value; expected numbers. Use the traced value itself, or [Ad]::Stack.", ErrorId.TracedCast);

    static Tensor Scalar(Tensor t) => t.Rank == 0 ? t : throw new AdException($"-Fill has shape {t.Type.Shape}; expected one number.", ErrorId.NotScalar);
}
