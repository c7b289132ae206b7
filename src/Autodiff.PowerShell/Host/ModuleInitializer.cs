using System.Management.Automation;
using System.Reflection;
using Autodiff.Backends;
using Autodiff.Backends.Xla.Runtime;
using Autodiff.Trees;

namespace Autodiff.PowerShell;

/// <summary>Runs when the module is imported into a runspace or removed from it.</summary>
public sealed class ModuleInitializer : IModuleAssemblyInitializer, IModuleAssemblyCleanup
{
    const string Accelerator = "Ad";

    static readonly Type accelerators = typeof(PSObject).Assembly.GetType("System.Management.Automation.TypeAccelerators")!;
    static readonly Lock access = new();
    static int imports;

    /// <summary>Makes <c>[Ad]</c> a name of <see cref="Ad"/>, and registers PowerShell's objects with the engine.</summary>
    public void OnImport()
    {
        ScriptHost.Current = new PowerShellHost();
        TreeNodes.Register(ClassNode.Instance);
        TreeNodes.Register(CustomObjectNode.Instance);
        TreeNodes.Record = CustomObjectNode.Instance;
        lock (access)
        {
            imports++;
            var known = (Dictionary<string, Type>)accelerators.GetProperty("Get")!.GetValue(null)!;
            if (!known.TryGetValue(Accelerator, out var owner)) Change("Add", [typeof(string), typeof(Type)], Accelerator, typeof(Ad));
            else if (owner != typeof(Ad))
                ScriptHost.Current.Warn($"[{Accelerator}] already names {owner.FullName} of {owner.Assembly.GetName().Name}. Use [Autodiff.Ad] for the operations of Autodiff.");
        }
        // After all that the warm-up script needs.
        if (BackendChoice.Prepare()) WarmUp.Start();
    }

    /// <summary>Removes the name <c>[Ad]</c> and releases XLA when the last runspace removes the module.</summary>
    public void OnRemove(PSModuleInfo psModuleInfo)
    {
        lock (access)
        {
            var known = (Dictionary<string, Type>)accelerators.GetProperty("Get")!.GetValue(null)!;
            if (--imports > 0) return;
            XlaRuntime.Stop();
            if (known.GetValueOrDefault(Accelerator) == typeof(Ad)) Change("Remove", [typeof(string)], Accelerator);
        }
    }

    static void Change(string method, Type[] types, params object[] arguments) =>
        accelerators.GetMethod(method, BindingFlags.Public | BindingFlags.Static, types)!.Invoke(null, arguments);
}
