using System.Globalization;

namespace Autodiff.Backends.Xla.Pjrt;

/// <summary>
/// How much memory there is. A system that gives out more than it has ends the process when it is used: so what is large is compared first with what the machine
/// has left, and with the limit of the control group that the process is in.
/// </summary>
static class AvailableMemory
{
    /// <summary>Smaller allocations are not looked at: looking takes longer than making them.</summary>
    public const long Large = 64 << 20;

    const string Groups = "/sys/fs/cgroup";

    /// <summary>Makes sure that there is enough; what waits for the collector is freed where there is not.</summary>
    /// <exception cref="AdException">There is not enough.</exception>
    public static void Ensure(long bytes, string what)
    {
        if (bytes < Large || !OperatingSystem.IsLinux() || bytes <= Bytes()) return;
        GC.Collect();
        GC.WaitForPendingFinalizers();
        long left = Bytes();
        if (bytes > left) throw new AdException($"XLA: {what} takes {Gibibytes(bytes)} of memory, but {Gibibytes(left)} are left. Compute in smaller parts, for example with [Ad]::Scan or -BatchSize, or let go of arrays that are not needed.", ErrorId.OutOfMemory);
    }

    /// <summary>What is left to this process.</summary>
    static long Bytes() => Math.Min(OfMachine(), OfGroup());

    static string Gibibytes(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)(1 << 30):0.0} GiB");

    static long OfMachine() => Field("/proc/meminfo", "MemAvailable:") is { } kibibytes ? kibibytes << 10 : long.MaxValue;

    // Version 2 alone; the limit of each group on the way holds. What it has read from files it can let go of.
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

    // "max" is no number: there is no limit.
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
