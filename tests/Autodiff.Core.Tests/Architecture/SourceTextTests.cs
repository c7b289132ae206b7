namespace Autodiff.Core.Tests.Architecture;

/// <summary>What the tests of the architecture take for code.</summary>
public class SourceTextTests
{
    [Theory]
    [InlineData("a // b\nc", "a  \nc", "// b")]
    [InlineData("f(\"b \\\" c\", 'd', '\\'')", "f( ,  ,  )", "\"b \\\" c\"|'d'|'\\''")]
    [InlineData("@\"b \"\" c\" d", "  d", "@\"b \"\" c\"")]
    [InlineData("\"\"\"b \" c\"\"\" d", "  d", "\"\"\"b \" c\"\"\"")]
    [InlineData("$\"a {b} c\"", " b ", "$\"a {|} c\"")]
    [InlineData("$\"{{a}} {f(\"b\", $\"{c}\")}\" d", " f( ,  c )  d", "$\"{{a}} {|\"b\"|$\"{|}\"|}\"")]
    [InlineData("$\"{x switch { 1 => \"}\", _ => y }}\"", " x switch { 1 =>  , _ => y } ", "$\"{|\"}\"|}\"")]
    public void Code_and_text_are_told_apart(string source, string code, string text)
    {
        var s = new SourceText(source);
        Assert.Equal(code, s.Code);
        Assert.Equal(text, s.Text.TrimEnd('\n').Replace('\n', '|'));
    }
}
