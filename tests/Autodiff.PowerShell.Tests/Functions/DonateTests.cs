namespace Autodiff.PowerShell.Tests.Functions;

/// <summary><c>Invoke-AdCompiled -Donate</c> donates the tensors of parameters.</summary>
[Collection("PowerShell")]
public class DonateTests(PowerShellSession session)
{
    const string Step = "$step = New-AdFunction -Name step { param($w, $x) @{ a = $w.a + $x } }; $w = @{ a = New-AdTensor 1.0, 2.0 }; ";

    [Theory]
    [InlineData("Invoke-AdCompiled $step $w 1.0 -Donate w")]
    [InlineData("Invoke-AdCompiled $step -Donate W -NamedArgument @{ w = $w; x = 1.0 }")]
    [InlineData("$step | Invoke-AdCompiled $w 1.0 -Donate w")]
    [InlineData("1.0 | Invoke-AdCompiled $step $w -Donate w")]
    public void What_is_given_up_is_used_no_more(string call)
    {
        Assert.Equal("2 3", session.Text(Step + $"($w = {call}).a.Data"));
        session.Fails("Deleted … 'w.a' … step … -Donate", Step + $"$null = {call}; $w.a + 1");
    }

    [Theory]
    [InlineData("Invoke-AdCompiled $step $w 1.0 -Donate v", "UnknownParameter … step(w, x) … 'v' … -Donate")]
    [InlineData("Invoke-AdCompiled $step $w $w.a -Donate w", "DonatedTwice … 'w.a' … -Donate … 'x'")]
    [InlineData("1.0, 2.0 | Invoke-AdCompiled $step $w -Donate w", "Deleted … 'w.a' … -Donate")]
    [InlineData("1.0, 2.0 | Invoke-AdCompiled $step $w -Donate w -BatchSize 2", "AmbiguousArgument … -Donate … -BatchSize")]
    public void What_cannot_be_given_up_is_refused(string call, string error) => session.Fails(error, Step + call);

    [Fact]
    public void A_chain_of_steps_gives_up_what_it_was_given() =>
        Assert.Equal("11 12", session.Text(Step + "foreach ($i in 1..10) { $w = Invoke-AdCompiled $step $w 1.0 -Donate w }; $w.a.Data"));
}
