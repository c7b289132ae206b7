namespace Autodiff.Core.Tests.Xla;

/// <summary>A fact that holds on Linux.</summary>
sealed class LinuxFactAttribute : FactAttribute
{
    public LinuxFactAttribute() => Skip = OperatingSystem.IsLinux() ? null : "needs Linux";
}
