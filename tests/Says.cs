namespace Autodiff.Tests;

/// <summary>
/// What tests pin of an error: its identifier, and parts of its message in any order, such as its line and what to type instead. tests/data/Messages.txt holds the whole texts.
/// </summary>
static class Says
{
    const string Separator = " … ";

    /// <summary>Fails unless <paramref name="e"/> has the identifier that <paramref name="expected"/> begins with, and its message contains the parts that follow.</summary>
    public static void Error(string expected, AdException e) => Error(expected, e.Id, e.Message);

    /// <inheritdoc cref="Error(string, AdException)"/>
    public static void Error(string expected, Func<object?> f) => Error(expected, Assert.ThrowsAny<AdException>(f));

    /// <inheritdoc cref="Error(string, AdException)"/>
    public static void Error(string expected, Action f) => Error(expected, Assert.ThrowsAny<AdException>(f));

    /// <inheritdoc cref="Error(string, AdException)"/>
    public static void Error(string expected, string id, string message)
    {
        string[] parts = expected.Split(Separator);
        string[] missing = [.. parts.Skip(1).Where(p => !message.Contains(p, StringComparison.Ordinal))];
        Assert.True(parts[0] == id && missing.Length == 0, $"Expected: {expected}\nMissing:  {string.Join(Separator, missing)}\nActual:   {id}: {message}");
    }
}
