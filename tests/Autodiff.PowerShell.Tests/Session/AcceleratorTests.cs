using System.Management.Automation;

namespace Autodiff.PowerShell.Tests;

/// <summary>[Ad] as a name of the operations.</summary>
[Collection("PowerShell")]
public class AcceleratorTests(PowerShellSession session)
{
    static readonly Type accelerators = typeof(PSObject).Assembly.GetType("System.Management.Automation.TypeAccelerators")!;

    [Fact]
    public void It_stays_as_long_as_one_runspace_has_the_module()
    {
        using (var other = new PowerShellSession())
        {
            other.Run("Remove-Module Autodiff");
            Assert.Equal("4", session.Text("[Ad]::Add(2, 2)"));
            other.Run($"Import-Module '{Path.Combine(PowerShellSession.Repository, "Autodiff.psd1")}' -Force");
            Assert.Equal("4", other.Text("[Ad]::Add(2, 2)"));
        }
        Assert.Equal("4", session.Text("[Ad]::Add(2, 2)"));
    }

    [Fact]
    public void A_warning_says_so_where_another_module_owns_the_name()
    {
        Change("Remove", [typeof(string)], "Ad");
        Change("Add", [typeof(string), typeof(Type)], "Ad", typeof(Math));
        try
        {
            string manifest = Path.Combine(PowerShellSession.Repository, "Autodiff.psd1");
            var warnings = session.RunAll($"Import-Module '{manifest}' -Force").Warnings;
            Assert.Contains("[Autodiff.Ad]", Assert.Single(warnings), StringComparison.Ordinal);
            Assert.Equal("4", session.Text("[Autodiff.Ad]::Add(2, 2)"));
        }
        finally
        {
            Change("Remove", [typeof(string)], "Ad");
            Change("Add", [typeof(string), typeof(Type)], "Ad", typeof(Ad));
        }
    }

    static void Change(string method, Type[] types, params object[] arguments) => accelerators.GetMethod(method, types)!.Invoke(null, arguments);
}
