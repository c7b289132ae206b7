using Autodiff.Backends;
using Autodiff.Backends.Xla;
using Autodiff.Backends.Xla.Pjrt;
using Autodiff.Core.Tests.Laws;

namespace Autodiff.Core.Tests.Xla;

/// <summary>An array stays on its device. A program on another device gets a copy, and never a buffer that it cannot read.</summary>
public class DeviceTests
{
    static readonly Tensor x = Tensor.Of(0.5, -1.25, 3.0, 7.5);

    static IExecutable Square(int device, PjrtClient? client = null) =>
        XlaBackend.On(client ?? XlaPlugin.Client, device).Compile(Transform.Stage(v => [v[0] * v[0]], [x]).Graph, []);

    static PjrtBuffer Buffer(Tensor t) => Assert.IsType<XlaArray>(t.Device).Buffer;

    [XlaFact]
    public void A_result_is_on_the_device_that_computed_it()
    {
        for (int d = 0; d < 2; d++) Assert.Same(XlaPlugin.Client.Devices[d], Buffer(Square(d).Run([x])![0]).Device);
    }

    [XlaFact]
    public void An_argument_on_another_device_is_copied()
    {
        var onFirst = Square(0).Run([x])![0];
        var onSecond = Square(1).Run([onFirst])![0];
        Assert.Same(XlaPlugin.Client.Devices[1], Buffer(onSecond).Device);
        Assert.Equal([.. Numeric.Doubles(x).Select(v => v * v * v * v)], Numeric.Doubles(onSecond));
        // The argument stays where it was.
        Assert.Same(XlaPlugin.Client.Devices[0], Buffer(onFirst).Device);
        Assert.Equal([.. Numeric.Doubles(x).Select(v => v * v)], Numeric.Doubles(onFirst));
    }

    [XlaFact]
    public void An_argument_of_the_host_stays_on_the_device_from_the_second_call_on()
    {
        var t = Tensor.Of(2.0, 3);
        var square = XlaBackend.On(XlaPlugin.Client).Compile(Transform.Stage(v => [v[0] * v[0]], [t]).Graph, []);
        square.Run([t]);
        Assert.Null(t.Device);
        square.Run([t]);
        var kept = Buffer(t);
        Assert.Equal([4.0, 9], Numeric.Doubles(square.Run([t])![0]));
        Assert.Same(kept, Buffer(t));
        Assert.Equal([2.0, 3], Numeric.Doubles(t));
    }

    [XlaFact]
    public void An_argument_of_another_client_goes_through_the_host()
    {
        using var other = PjrtClient.Create(XlaPlugin.Client.Api, 1);
        var there = Square(0, other).Run([x])![0];
        Assert.Equal([.. Numeric.Doubles(x).Select(v => v * v * v * v)], Numeric.Doubles(Square(1).Run([there])![0]));
    }

    [XlaFact]
    public void The_plugin_is_never_given_an_array_of_another_device_or_client()
    {
        var (client, type) = (XlaPlugin.Client, new TensorType(DType.F64, default));
        using var other = PjrtClient.Create(client.Api, 1);
        using var program = client.Compile("func.func @main(%x: tensor<f64>) -> tensor<f64> { func.return %x : tensor<f64> }"u8, CompileOptionsMessage.For(1));
        double[] one = [1];
        PjrtBuffer On(PjrtClient c, int device) => PjrtBuffer.Copy(c, c.Devices[device], type, System.Runtime.InteropServices.MemoryMarshal.AsBytes(one.AsSpan()));
        using var elsewhere = On(client, 0);
        using var foreign = On(other, 0);
        using var here = On(client, 1);
        Assert.Throws<ArgumentException>(() => program.Execute(client.Devices[1], [elsewhere], [type]));
        Assert.Throws<ArgumentException>(() => program.Execute(client.Devices[1], [foreign], [type]));
        program.Execute(client.Devices[1], [here], [type])[0].Dispose();
    }
}
