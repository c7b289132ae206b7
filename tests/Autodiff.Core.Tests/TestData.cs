using System.Runtime.CompilerServices;

namespace Autodiff.Core.Tests;

/// <summary>The files of tests/data.</summary>
static class TestData
{
    /// <summary>The path of a file.</summary>
    public static string Path(string file) => System.IO.Path.Combine(Folder(), file);

    static string Folder([CallerFilePath] string here = "") => System.IO.Path.GetFullPath(System.IO.Path.Combine(System.IO.Path.GetDirectoryName(here)!, "..", "data"));
}
