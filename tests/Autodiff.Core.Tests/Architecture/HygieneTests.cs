namespace Autodiff.Core.Tests.Architecture;

/// <summary>Rules that every file must follow.</summary>
public class HygieneTests
{
    const int MostLines = 300;

    static readonly string[] code = ["src", "tests", "benchmarks"];

    // Each is written in two parts, because this file is checked too.
    static readonly string[] forbidden = ["TO" + "DO", "FIX" + "ME", "HA" + "CK", "NotImplemented" + "Exception", "for n" + "ow", "#reg" + "ion"];

    [Fact]
    public void A_file_can_be_read_in_one_sitting() =>
        Assert.Equal([], Sources.Files("*.cs", code).Where(f => File.ReadLines(f).Count() > MostLines).Select(Sources.Relative));

    [Fact]
    public void Nothing_is_left_for_later() =>
        Assert.Equal([], Sources.Files("*.*", [.. code, "docs", "examples", "tests"]).Where(f => Path.GetExtension(f) is ".cs" or ".ps1" or ".md" or ".psd1" or ".ps1xml" or ".csproj")
            .SelectMany(f => forbidden.Where(w => File.ReadAllText(f).Contains(w, StringComparison.Ordinal)).Select(w => $"{Sources.Relative(f)}: {w}")));

    /// <summary>The documentation of internal types is for readers of the source, who see the base type.</summary>
    [Fact]
    public void Internal_types_inherit_no_documentation() =>
        Assert.Equal([], Sources.Files("*.cs", "src").Where(f => File.ReadAllText(f) is var text && text.Contains("<inheritdoc/>", StringComparison.Ordinal) && !text.Contains("\npublic ", StringComparison.Ordinal)).Select(Sources.Relative));

    [Fact]
    public void A_file_is_named_as_a_type_in_it() =>
        Assert.Equal([], Sources.Files("*.cs", "src/Autodiff.Core", "src/Autodiff.PowerShell").Where(f =>
        {
            string name = Path.GetFileName(f).Split('.')[0];
            return name != "Promotion" && !Sources.Code(f).Contains("partial class", StringComparison.Ordinal) && !System.Text.RegularExpressions.Regex.IsMatch(Sources.Code(f), $@"\b(class|struct|interface|enum|record|delegate [\w?<>]+) {name}\b");
        }).Select(Sources.Relative));
}
