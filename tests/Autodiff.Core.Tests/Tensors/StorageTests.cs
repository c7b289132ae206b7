using Autodiff.Core.Tests.Laws;

namespace Autodiff.Core.Tests.Tensors;

/// <summary>A tensor's elements are its own: others that have the same memory keep it, and who reads it holds it.</summary>
[Collection("counts handles")]
public class StorageTests
{
    const int Large = 1 << 15;

    static Tensor Native() => Tensor.Create<double, int>(Large, 0, static (x, _) =>
    {
        for (int i = 0; i < x.Length; i++) x[i] = i;
    });

    static void IsDeleted(Action use) => Assert.Equal("Deleted", Assert.Throws<AdException>(use).Id);

    [Fact]
    public void Memory_of_several_tensors_is_freed_with_the_last()
    {
        var t = Native();
        var memory = t.Memory!;
        var u = (Tensor)Ad.Reshape(t, new Shape(2, Large / 2));
        Assert.Same(memory, u.Memory);
        t.Delete();
        t.Delete();
        IsDeleted(() => t.ToDouble(0));
        Assert.Equal(Large - 1, u.ToDouble(Large - 1));
        Assert.False(memory.IsClosed);
        u.Delete();
        Assert.True(memory.IsClosed);
        IsDeleted(() => Ad.Sum(u));
    }

    [Fact]
    public void What_is_read_is_freed_afterwards()
    {
        var t = Native();
        long before = HostMemory.Live;
        using (new Reading(t))
        {
            var elements = t.Elements<double>();
            t.Delete();
            Assert.Equal(before, HostMemory.Live);
            Assert.Equal(7, elements[7]);
            IsDeleted(() => t.Elements<double>());
        }
        Assert.Equal(before - 1, HostMemory.Live);
    }

    [Fact]
    public async Task Deleting_while_others_read_is_an_error_for_them()
    {
        for (int n = 0; n < 50; n++)
        {
            var t = Native();
            var readers = Enumerable.Range(0, 2).Select(_ => Task.Run(() =>
            {
                try
                {
                    while (true) Assert.Equal(Large / 2.0 * (Large - 1), ((Tensor)Ad.Sum(t)).ToDouble(0));
                }
                catch (AdException e) when (e.Id == "Deleted") { }
            })).ToArray();
            await Task.Yield();
            t.Delete();
            await Task.WhenAll(readers);
        }
    }

    [Fact]
    public void A_splat_is_one_element_whatever_its_type()
    {
        foreach (var dtype in DType.All)
        {
            var t = Tensor.Full(new(dtype, new Shape(3, 1000, 1000)), 1);
            Assert.Equal(1, t.Storage.Host.Count);
            var u = t.Retyped(t.Type.With(new Shape(3_000_000)));
            Assert.True(u.IsSplat);
            Assert.Equal(dtype.Size, u.Bytes().Length);
            var none = t.Retyped(t.Type.With(new Shape(0, 2)));
            Assert.False(none.IsSplat);
            Assert.Empty(none.Data);
            Assert.Equal([1.0, 1], Numeric.Doubles(Tensor.Full(new(dtype, 2), 1)));
        }
    }

    [Fact]
    public void A_tensor_that_is_moved_leaves_nothing()
    {
        var t = Tensor.Of(1.0, 2, 3);
        var u = t.Moved();
        IsDeleted(() => _ = t.Data);
        Assert.Equal([1.0, 2, 3], Numeric.Doubles(u));
    }
}
