using System.Globalization;

namespace Autodiff.Backends.Xla.Pjrt;

/// <summary>
/// The memory that is available. A system that overcommits memory ends the process when it uses too much. So large requests are compared first with the free memory of
/// the machine, and with the limit of the process's control group.
/// </summary>
static class AvailableMemory
{
    /// <summary>The least size in bytes that is checked. For smaller allocations the check takes longer than the allocation.</summary>
    public const long Large = 64 << 20;

    const string Groups = "/sys/fs/cgroup";

    /// <summary>Makes sure that there is enough memory, and runs the garbage collector if there is not.</summary>
    /// <exception cref="AdException">There is not enough.</exception>
    public static void Ensure(long bytes, string what)
    {
        if (bytes < Large || !OperatingSystem.IsLinux() || bytes <= Bytes()) return;
        GC.Collect();
        GC.WaitForPendingFinalizers();
        long left = Bytes();
        if (bytes > left) throw new AdException($"XLA: {what} needs {Gibibytes(bytes)} of memory, but only {Gibibytes(left)} is available. Compute in smaller parts, for example with {Spell.Name("Ad.Scan")} or a smaller {Spell.Name("BatchSize")}, or free arrays that are no longer needed.", ErrorId.OutOfMemory);
    }

    /// <summary>The memory that is left for this process.</summary>
    static long Bytes() => Math.Min(OfMachine(), OfGroup());

    static string Gibibytes(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)(1 << 30):0.0} GiB");

    static long OfMachine() => Field("/proc/meminfo", "MemAvailable:") is { } kibibytes ? kibibytes << 10 : long.MaxValue;

    // Control groups of version 2 only. The limits of all parent groups apply. Memory of the file cache counts as free.
    static long OfGroup()
    {
        long left = long.MaxValue;
        string? own = Lines("/proc/self/cgroup").FirstOrDefault(l => l.StartsWith("0::/", StringComparison.Ordinal));
        for (string? group = own is null ? null : Groups + own[3..].TrimEnd('/'); group is not null && group.Length >= Groups.Length; group = Path.GetDirectoryName(group))
        {
            if (Number(group, "memory.max") is not { } limit || Number(group, "memory.current") is not { } used) continue;
            left = Math.Min(left, Math.Max(0, limit - used + (Field(Path.Combine(group, "memory.stat"), "inactive_file ") ?? 0)));
        }
        return left;
    }

    // "max" is not a number and means no limit.
    static long? Number(string group, string file) => Lines(Path.Combine(group, file)) is [var text, ..] ? Parse(text) : null;

    static long? Field(string file, string name) => Lines(file).FirstOrDefault(l => l.StartsWith(name, StringComparison.Ordinal)) is { } line ? Parse(line[name.Length..].Replace("kB", "", StringComparison.Ordinal)) : null;

    static long? Parse(string text) => long.TryParse(text, NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out long n) ? n : null;

    static string[] Lines(string file)
    {
        try
        {
            return File.ReadAllLines(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
