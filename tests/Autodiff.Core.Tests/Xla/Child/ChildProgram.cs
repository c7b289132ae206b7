using Autodiff.Backends;

namespace Autodiff.Core.Tests.Xla.Child;

/// <summary>What tests run as a process of its own, because it may end it: the first argument says what is done.</summary>
static class ChildProgram
{
    static int Main(string[] args)
    {
        try
        {
            return Run(args);
        }
        catch (AdException e)
        {
            Console.WriteLine($"{e.Id}: {e.Message}");
            return 3;
        }
    }

    static int Run(string[] args) => args switch
    {
        ["compute", .. var unset] => Compute(unset),
        _ => 2,
    };

    /// <summary>Prints the square of 3, by XLA with the plugin that the environment names, once it has removed variables.</summary>
    static int Compute(string[] unset)
    {
        foreach (string name in unset) Environment.SetEnvironmentVariable(name, null);
        var f = Function.Of(x => x * x);
        var (tree, leaves) = f.Flatten([3.0]);
        Console.WriteLine(f.Call(tree, leaves, BackendChoice.Get("Xla")).Values[0]);
        return 0;
    }
}
