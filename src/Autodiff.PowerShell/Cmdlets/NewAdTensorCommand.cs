using System.Management.Automation;
using System.Security.Cryptography;

namespace Autodiff.PowerShell;

/// <summary>Makes a tensor of numbers, of one number repeated, or of random numbers.</summary>
[Cmdlet(VerbsCommon.New, "AdTensor", DefaultParameterSetName = "Data"), OutputType(typeof(Tensor))]
public sealed class NewAdTensorCommand : AdCmdlet
{
    /// <summary>A number (rank 0), or an array of numbers, nested as deep as the tensor has axes.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "Data", HelpMessage = "A number, or a regular array of numbers.")]
    [AllowEmptyCollection, AllowNull]
    public object Data { get; set; } = null!;

    /// <summary>A number, for every element.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Fill", HelpMessage = "The number that every element is.")]
    public object Fill { get; set; } = null!;

    /// <summary>Random numbers, uniform between 0 and 1.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Random", HelpMessage = "Random numbers, uniform between 0 and 1.")]
    public SwitchParameter Random { get; set; }

    /// <summary>The same seed gives the same numbers on every machine; without it they are new each time.</summary>
    [Parameter(ParameterSetName = "Random", HelpMessage = "The same seed gives the same numbers.")]
    public int? Seed { get; set; }

    /// <summary>The shape, as in 2,3; @() is rank 0. One dimension may be -1 with -Data: it then is what is left. Without it the data's own, or rank 0.</summary>
    [Parameter(HelpMessage = "The shape, as in 2,3.")]
    [AllowEmptyCollection]
    public object? Shape { get; set; }

    /// <summary>The dtype, which every number must fit: bool, i32, i64, u32, f32 or f64. Without it that of the numbers; random ones are f64.</summary>
    [Parameter(HelpMessage = "bool, i32, i64, u32, f32 or f64.")]
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
        if (DType is { IsFloat: false }) throw new AdException($"New-AdTensor: random numbers are f32 or f64, but -DType is {DType}.", ErrorId.InvalidDType);
        int seed = Seed ?? RandomNumberGenerator.GetInt32(int.MaxValue);
        return (Tensor)Ad.RandomUniform(Ad.RandomKey(seed), Dimensions(), DType ?? DType.F64);
    }

    Tensor Cast(Tensor t) => ExactCast.To(t, DType ?? t.DType, "New-AdTensor");

    Shape Dimensions() => Shape is null ? default : new(Integers.Read(Shape, "-Shape", acceptText: true));

    static Tensor Read(object? data, string name) => Autodiff.Conversion.ToValue(NumericText.Read(data), name) as Tensor
        ?? throw new AdException($"New-AdTensor: {name} is traced: a tensor is made of numbers. Use the traced value as it is, or [Ad]::Stack.", ErrorId.TracedCast);

    static Tensor Scalar(Tensor t) => t.Rank == 0 ? t : throw new AdException($"New-AdTensor: -Fill is one number, but it has the shape {t.Type.Shape}.", ErrorId.NotScalar);
}
