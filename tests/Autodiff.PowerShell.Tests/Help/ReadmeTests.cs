using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Autodiff.PowerShell.Tests.Help;

/// <summary>The program in C# in the README compiles, runs, and prints what stands behind its lines.</summary>
public partial class ReadmeTests
{
    // As a new console project has them.
    const string Usings = "global using System; global using System.Collections.Generic; global using System.Linq;";

    [Fact]
    public void The_program_prints_what_the_README_says()
    {
        string program = Program().Match(File.ReadAllText(Path.Combine(PowerShellSession.Repository, "README.md"))).Groups[1].Value;
        Assert.InRange(program.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length, 5, 12);
        var expected = Printed().Matches(program).Select(m => m.Groups[1].Value).ToArray();
        Assert.NotEmpty(expected);
        Assert.Equal(string.Join('\n', expected), Run(Compile(program)).ReplaceLineEndings("\n").TrimEnd());
    }

    static Assembly Compile(string program)
    {
        string platform = (string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!;
        var references = platform.Split(Path.PathSeparator).Append(typeof(Ad).Assembly.Location).Distinct().Select(f => MetadataReference.CreateFromFile(f));
        var compilation = CSharpCompilation.Create("readme", [CSharpSyntaxTree.ParseText(Usings), CSharpSyntaxTree.ParseText(program)], references, new(OutputKind.ConsoleApplication));
        using var image = new MemoryStream();
        var result = compilation.Emit(image);
        Assert.True(result.Success, string.Join("\n", result.Diagnostics));
        return Assembly.Load(image.ToArray());
    }

    static string Run(Assembly program)
    {
        var before = Console.Out;
        using var output = new StringWriter();
        Console.SetOut(output);
        try
        {
            program.EntryPoint!.Invoke(null, program.EntryPoint.GetParameters().Length == 0 ? [] : [Array.Empty<string>()]);
        }
        finally
        {
            Console.SetOut(before);
        }
        return output.ToString();
    }

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Program();

    [GeneratedRegex(@"Console\.WriteLine\(.*\);\s*// (.*)")]
    private static partial Regex Printed();
}
