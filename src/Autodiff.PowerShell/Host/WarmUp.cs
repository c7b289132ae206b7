using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace Autodiff.PowerShell;

/// <summary>
/// Lets .NET and PowerShell compile the code of a first step while XLA's plugin is loading, on a thread and in a runspace of its own. It traces, differentiates, runs and
/// lowers a typical step and keeps nothing of it. This saves half of the 95 ms that the first step of a process takes.
/// </summary>
static class WarmUp
{
    const string Step = """
        $loss = New-AdFunction -Name loss {
            param($weights, $x, $y)
            $scores = [Ad]::LogSoftmax([Ad]::Tanh([Ad]::MatMul($x, $weights.w) + $weights.b))
            -[Ad]::Mean([Ad]::Sum([Ad]::OneHot($y, 2) * $scores, 1))
        }
        $gradient = $loss | Get-AdGradient -Parameter weights -WithValue
        $step = New-AdFunction -Name step {
            param($weights, $velocity, $x, $y, $rate)
            $r = $gradient.Invoke($weights, $x, $y)
            $next = @{}
            $moving = @{}
            foreach ($name in $weights.Keys) {
                $moving[$name] = 0.9 * $velocity[$name] + $r.Gradient[$name]
                $next[$name] = $weights[$name] - $rate * $moving[$name]
            }
            $next, $moving, $r.Value
        }
        $weights = @{ w = New-AdTensor -Data @(, (0.1, 0.2)); b = New-AdTensor -Data (0.0, 0.0) }
        $x = New-AdTensor -Data @(, @(1.0))
        $y = [Ad]::Cast((New-AdTensor -Data @(1.0)), 'i32')
        $weights, $velocity, $value = Invoke-AdCompiled -Backend Managed $step $weights $weights $x $y 0.1
        $null = $step | Get-AdGraph -Optimized -As StableHlo
        """;

    static readonly Type[] cmdlets = [typeof(NewAdFunctionCommand), typeof(GetAdGradientCommand), typeof(GetAdGraphCommand), typeof(InvokeAdCompiledCommand), typeof(NewAdTensorCommand)];

    static int started;

    /// <summary>Starts the warm-up, once in a process. If functions are logged there is none, because the log must show only the user's functions.</summary>
    public static void Start()
    {
        if (Log.Functions || Log.Gradient || Interlocked.Exchange(ref started, 1) != 0) return;
        new Thread(Try) { IsBackground = true, Name = "Autodiff warm-up" }.Start();
    }

    static void Try()
    {
        try
        {
            Run();
        }
        // Any failure, such as a policy against script blocks or the end of the module, is ignored. The first step then takes longer, and reports the failure if it
        // occurs there too.
        catch (Exception e)
        {
            if (Log.Xla) Log.Plugin($"no warm-up: {e.Message}");
        }
    }

    /// <summary>Runs the step.</summary>
    internal static void Run()
    {
        var state = InitialSessionState.Create();
        state.LanguageMode = PSLanguageMode.FullLanguage;
        foreach (var type in cmdlets)
        {
            var name = (CmdletAttribute)Attribute.GetCustomAttribute(type, typeof(CmdletAttribute))!;
            state.Commands.Add(new SessionStateCmdletEntry($"{name.VerbName}-{name.NounName}", type, null));
        }
        using var runspace = RunspaceFactory.CreateRunspace(state);
        runspace.Open();
        using var shell = System.Management.Automation.PowerShell.Create();
        shell.Runspace = runspace;
        shell.AddScript("$ErrorActionPreference = 'Stop'\n" + Step).Invoke();
    }
}
