namespace Autodiff.Core.Tests.Architecture;

/// <summary>The public interface of the engine is a snapshot, so that a review sees each change.</summary>
public class PublicApiTests
{
    [Fact]
    public void It_is_what_tests_data_PublicApi_txt_says()
    {
        string file = Path.Combine(Sources.Root, "tests/data/PublicApi.txt"), actual = PublicApi.Of(typeof(Ad).Assembly);
        if (Environment.GetEnvironmentVariable("AUTODIFF_UPDATE") == "1") File.WriteAllText(file, actual);
        string[] expected = File.Exists(file) ? File.ReadAllText(file).ReplaceLineEndings("\n").Split('\n') : [], now = actual.Split('\n');
        string[] changes = [.. expected.Except(now).Select(l => "- " + l.Trim()), .. now.Except(expected).Select(l => "+ " + l.Trim())];
        Assert.True(changes.Length == 0, "The public interface has changed. If that is meant, write it anew: set AUTODIFF_UPDATE=1 and run this test.\n" + string.Join("\n", changes));
    }

    // PowerShell's binder may fail with an index out of range, depending on earlier calls.
    [Fact]
    public void No_method_that_scripts_call_has_both_optional_parameters_and_a_parameter_array() =>
        Assert.DoesNotContain(PublicApi.Of(typeof(Ad).Assembly).Split('\n'), l => l.Contains(" = ", StringComparison.Ordinal) && l.Contains("params ", StringComparison.Ordinal) && !l.Contains("HloValue", StringComparison.Ordinal));
}
