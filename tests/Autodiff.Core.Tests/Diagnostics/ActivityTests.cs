namespace Autodiff.Core.Tests.Diagnostics;

/// <summary>What takes more than a second is shown until it has ended; what does not is not.</summary>
public sealed class ActivityTests
{
    readonly Printed printed = new();

    // Longer than a second.
    static void Work()
    {
        Thread.Sleep(1100);
        Interruption.Check();
    }

    [Fact]
    public void A_long_one_is_shown_with_how_far_it_is()
    {
        using var _ = printed.Collect();
        using (Activity.Begin("Copying"))
        {
            Interruption.Check();
            Activity.Report(1, 4);
            Work();
        }
        Assert.Equal(["Copying 0.25", "Copying has ended"], printed.Lines);
    }

    [Fact]
    public void One_that_is_waited_for_is_shown_as_well()
    {
        using var _ = printed.Collect();
        using (Activity.Begin("Waiting")) Interruption.Wait(Task.Delay(1500).ContinueWith(_ => 0, TaskScheduler.Default));
        Assert.Equal("Waiting ", printed.Lines[0]);
        Assert.Equal("Waiting has ended", printed.Lines[^1]);
    }

    [Fact]
    public void A_short_one_is_not()
    {
        using var _ = printed.Collect();
        for (int i = 0; i < 3; i++)
        {
            using var activity = Activity.Begin("Tracing f");
            Interruption.Check();
        }
        Work();
        Assert.Empty(printed.Lines);
    }

    [Fact]
    public void Of_those_within_each_other_the_inner_is_shown_once_the_whole_takes_long()
    {
        using var _ = printed.Collect();
        using (Activity.Begin("Compiling f"))
        {
            Work();
            using (Activity.Begin("Loading")) Work();
        }
        Assert.Equal(["Compiling f ", "Loading ", "Loading has ended", "Compiling f has ended"], printed.Lines);
    }

    [Fact]
    public void A_trace_is_one()
    {
        using var _ = printed.Collect();
        Function.Of("slow", ["x"], (Func<Value, Value>)(x =>
        {
            Work();
            return Ad.Sin(x);
        })).Call(1.0);
        Assert.Equal(["Tracing slow ", "Tracing slow has ended"], printed.Lines);
    }
}
