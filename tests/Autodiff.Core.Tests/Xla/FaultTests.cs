using Autodiff.Backends.Xla.Pjrt;

namespace Autodiff.Core.Tests.Xla;

/// <summary>Live handles are counted for the whole process, so tests that count them run alone.</summary>
[CollectionDefinition("counts handles", DisableParallelization = true)]
public sealed class CountsHandles;

/// <summary>Failures of a plugin become errors with its text, and leave nothing behind.</summary>
[Collection("counts handles")]
public sealed class FaultTests : IDisposable
{
    readonly FakePlugin fake = new();

    public void Dispose() => fake.Dispose();

    PjrtApi Open() => new(fake.Table, "fake.so");

    void Refused(string id, string text)
    {
        var e = Assert.Throws<AdException>(Open);
        Assert.Equal(id, e.Id);
        Assert.Contains("fake.so", e.Message, StringComparison.Ordinal);
        Assert.Contains(text, e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, 115, "1.115")]
    [InlineData(-1, 115, "-1.115")]
    [InlineData(0, PjrtApi.MinimumMinor - 1, "0.53")]
    public void Another_version_is_refused(int major, int minor, string text)
    {
        fake.Version(major, minor);
        Refused("UnsupportedPlugin", text);
    }

    [Theory]
    [InlineData(0, "InvalidPlugin", "no function")]
    [InlineData(39, "InvalidPlugin", "no function")]
    [InlineData(200, "UnsupportedPlugin", "implement PJRT_Client_Compile")]
    [InlineData(655, "UnsupportedPlugin", "implement PJRT_Buffer_OpaqueDeviceMemoryDataPointer")]
    public void A_short_table_is_refused(int size, string id, string text)
    {
        fake.Short(size);
        Refused(id, text);
    }

    [Fact]
    public void A_table_without_a_function_or_without_anything_is_refused()
    {
        foreach (var f in Enum.GetValues<PjrtFunction>())
        {
            if (PjrtApi.IsOptional(f)) continue;
            nint entry = fake[f];
            fake[f] = 0;
            Refused("UnsupportedPlugin", $"implement {f}");
            fake[f] = entry;
        }
        Assert.Equal("InvalidPlugin", Assert.Throws<AdException>(() => new PjrtApi(0, "fake.so")).Id);
    }

    [Fact]
    public void An_error_is_an_exception_with_its_code_and_text_and_is_destroyed_once()
    {
        fake[PjrtFunction.PJRT_Event_Await] = FakePlugin.Failing;
        (FakePlugin.Failures, FakePlugin.FailureCode) = (1, 3);
        var e = Assert.Throws<PjrtException>(() => PjrtEvent.Await(Open(), 0x5000));
        Assert.Equal(3, e.Code);
        Assert.Contains(FakePlugin.Message, e.Message, StringComparison.Ordinal);
        Assert.Equal((1, 1), (FakePlugin.ErrorsMade, FakePlugin.ErrorsDestroyed));
        // The failed event is destroyed too.
        Assert.Equal(-1, FakePlugin.Objects);
    }

    [Fact]
    public void An_object_that_cannot_be_destroyed_leaks_no_error()
    {
        fake[PjrtFunction.PJRT_Event_Destroy] = FakePlugin.Failing;
        (FakePlugin.Failures, FakePlugin.FailureCode) = (1, 13);
        PjrtEvent.Await(Open(), 0x5000);
        Assert.Equal((1, 1), (FakePlugin.ErrorsMade, FakePlugin.ErrorsDestroyed));
    }

    // An error that appears only when it is waited for, by this thread or by a callback of the plugin.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_wait_that_can_be_stopped_gives_the_error_of_what_happens(bool fail)
    {
        FakePlugin.FailureCode = 8;
        using var stop = new CancellationTokenSource();
        var waiting = Task.Run(() =>
        {
            using var _ = Interruption.Enter(stop.Token);
            PjrtEvent.Await(Open(), 0x5000);
        });
        while (!waiting.IsCompleted)
        {
            FakePlugin.Happen(fail);
            Thread.Sleep(1);
        }
        Assert.Equal(fail ? 8 : null, (waiting.Exception?.InnerException as PjrtException)?.Code);
        Assert.Equal((fail ? 1 : 0, -1), (FakePlugin.ErrorsDestroyed, FakePlugin.Objects));
    }

    [Fact]
    public void An_event_that_never_happens_is_given_up_and_counted_until_it_does()
    {
        int before = Interruption.Abandoned;
        using (var stop = new CancellationTokenSource(50))
        using (Interruption.Enter(stop.Token))
            Assert.ThrowsAny<OperationCanceledException>(() => PjrtEvent.Await(Open(), 0x5000));
        Assert.Equal((before + 1, 0), (Interruption.Abandoned, FakePlugin.Objects));
        FakePlugin.Happen(true);
        Assert.Equal((before, -1), (Interruption.Abandoned, FakePlugin.Objects));
        Assert.Equal((1, 1), (FakePlugin.ErrorsMade, FakePlugin.ErrorsDestroyed));
    }

    [Theory]
    [InlineData(1, 8, 2)]
    [InlineData(2, 8, 2)]
    [InlineData(1, 3, 1)]
    public void Out_of_memory_is_tried_once_more_and_nothing_else_is(int failures, int code, int calls)
    {
        fake[PjrtFunction.PJRT_LoadedExecutable_Execute] = FakePlugin.Failing;
        using var client = PjrtClient.Create(Open(), 1);
        using var executable = client.Compile([], []);
        (FakePlugin.Failures, FakePlugin.FailureCode) = (failures, code);
        var e = Record.Exception(() => executable.Execute(null!, [], []));
        Assert.Equal(failures < calls ? null : code, (e as PjrtException)?.Code);
        Assert.Equal(calls, FakePlugin.Calls);
        Assert.Equal(FakePlugin.ErrorsMade, FakePlugin.ErrorsDestroyed);
    }

    [Fact]
    public void What_was_made_before_a_failure_is_destroyed()
    {
        string before = LiveByKind();
        fake[PjrtFunction.PJRT_Executable_NumOutputs] = FakePlugin.Failing;
        Fail();
        Assert.Equal(before, LiveByKind());
        Assert.Equal(0, FakePlugin.Objects);
        Assert.Equal((5, 5), (FakePlugin.ErrorsMade, FakePlugin.ErrorsDestroyed));
    }

    // A method of its own, so that no register keeps the objects alive.
    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    void Fail()
    {
        using var client = PjrtClient.Create(Open(), 1);
        (FakePlugin.Failures, FakePlugin.FailureCode) = (5, 13);
        for (int i = 0; i < 5; i++) Assert.Throws<PjrtException>(() => client.Compile([], []));
        Assert.Throws<ArgumentOutOfRangeException>(() => PjrtClient.Create(client.Api, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => PjrtClient.Create(client.Api, 257));
    }

    /// <summary>The number of live handles after a garbage collection.</summary>
    internal static long Live()
    {
        for (int i = 0; i < 3; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
        return PjrtHandle.Live;
    }

    /// <summary>The number of live handles of each kind, as text.</summary>
    internal static string LiveByKind()
    {
        _ = Live();
        return $"{PjrtHandle.LiveOf(PjrtFunction.PJRT_Client_Destroy)} clients, {PjrtHandle.LiveOf(PjrtFunction.PJRT_LoadedExecutable_Destroy)} executables, {PjrtHandle.LiveOf(PjrtFunction.PJRT_Buffer_Destroy)} buffers";
    }
}
