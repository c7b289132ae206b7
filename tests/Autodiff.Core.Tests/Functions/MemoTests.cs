using Autodiff.Functions;

namespace Autodiff.Core.Tests.Functions;

/// <summary>A value is made once for all threads, and each thread sees its own failure.</summary>
public sealed class MemoTests : IDisposable
{
    readonly Memo<int, string> memo = new(2);
    readonly ManualResetEventSlim started = new(), go = new();

    public void Dispose()
    {
        started.Dispose();
        go.Dispose();
    }

    [Fact]
    public async Task A_waiting_thread_gets_what_the_first_one_makes()
    {
        var first = First(() => "made");
        var second = Second(() => "made again");
        go.Set();
        Assert.Equal(["made", "made"], await Task.WhenAll(first, second));
        Assert.Equal([(1, "made")], memo.Made);
    }

    [Fact]
    public async Task A_waiting_thread_makes_the_value_if_the_first_one_is_stopped()
    {
        using var stop = new CancellationTokenSource();
        var first = First(() =>
        {
            using var _ = Interruption.Enter(stop.Token);
            Interruption.Check();
            return "not stopped";
        });
        var second = Second(() => "made");
        stop.Cancel();
        go.Set();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        Assert.Equal("made", await second);
    }

    [Fact]
    public async Task A_waiting_thread_is_stopped_by_its_own_user_alone()
    {
        var first = First(() => "made");
        using var stop = new CancellationTokenSource();
        var second = Task.Run(() =>
        {
            using var _ = Interruption.Enter(stop.Token);
            return memo.GetOrMake(1, () => "made again");
        });
        stop.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        Assert.False(first.IsCompleted);
        go.Set();
        Assert.Equal("made", await first);
    }

    [Fact]
    public async Task Each_thread_sees_its_own_failure_and_none_is_kept()
    {
        var first = First(() => throw new AdException("first"));
        var second = Second(() => throw new AdException("second"));
        go.Set();
        Assert.Equal("first", (await Assert.ThrowsAsync<AdException>(() => first)).Message);
        Assert.Equal("second", (await Assert.ThrowsAsync<AdException>(() => second)).Message);
        Assert.Empty(memo.Made);
        Assert.Equal("made", memo.GetOrMake(1, () => "made"));
    }

    Task<string> First(Func<string> make)
    {
        var r = Task.Run(() => memo.GetOrMake(1, () =>
        {
            started.Set();
            go.Wait();
            return make();
        }));
        started.Wait();
        return r;
    }

    Task<string> Second(Func<string> make) => Task.Run(() => memo.GetOrMake(1, make));
}
