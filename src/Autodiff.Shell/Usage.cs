namespace Autodiff.Shell;

/// <summary>What the user is told about the command line.</summary>
static class Usage
{
    public const string Hint = "Without arguments, Autodiff.Shell prints its usage.";

    public const string Text = """
        Runs PowerShell with the module Autodiff loaded.

          dotnet run -c Release --project src/Autodiff.Shell -- SCRIPT [ARGUMENTS]
          dotnet run -c Release --project src/Autodiff.Shell -- -Command TEXT

        SCRIPT        a .ps1 file (also: -File SCRIPT)
        ARGUMENTS     as in PowerShell: VALUE, -Name VALUE, -Name:VALUE, -Switch, -Switch:$false.
                      A number such as -1.5 is a value; after -- everything is a value.
        -Command TEXT the rest of the command line is PowerShell text (also: -c)
        -Help         prints this

        Lines of standard input are $input, read when the script uses $input or has a process block.
        Errors, warnings, verbose and debug messages go to standard error; progress is shown on terminals only.

        Exit codes: what the script gives to exit; 0 when it ends; 1 after an uncaught error, or after -Command
        when $? is false; 64 for a wrong command line, or none; 70 when the module cannot be loaded; 130 after Ctrl-C.

        """;
}
