namespace Autodiff;

public sealed partial class Tensor
{
    /// <summary>The elements.</summary>
    public override string ToString() => IsSplat ? At(0).ToString()! : "…";
}
