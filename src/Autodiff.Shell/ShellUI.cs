using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;

namespace Autodiff.Shell;

/// <summary>Writes output to standard output and every other stream to standard error; colours reach terminals only.</summary>
sealed class ShellUI : PSHostUserInterface
{
    readonly ProgressLine _progress = new(Console.Error, ErrorSupportsColour);

    public override PSHostRawUserInterface RawUI { get; } = new ShellRawUI();

    public override bool SupportsVirtualTerminal => !Console.IsOutputRedirected && WantsColour;

    static bool ErrorSupportsColour => !Console.IsErrorRedirected && WantsColour;

    static bool WantsColour =>
        string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")) && Environment.GetEnvironmentVariable("TERM") != "dumb";

    /// <summary>Whether what is written as output is part of an error at present.</summary>
    public bool OutputIsError { get; set; }

    public override void Write(string value)
    {
        _progress.Clear();
        if (OutputIsError) Console.Error.Write(GetOutputString(value, ErrorSupportsColour));
        else Console.Out.Write(GetOutputString(value, SupportsVirtualTerminal));
    }

    public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) => Write(value);

    public override void WriteLine(string value) => Write(value + Environment.NewLine);

    public override void WriteErrorLine(string value) => WriteDiagnostic(value);

    public override void WriteWarningLine(string message) => WriteDiagnostic(FormatStyle.Warning, "WARNING: " + message);

    public override void WriteVerboseLine(string message) => WriteDiagnostic(FormatStyle.Verbose, "VERBOSE: " + message);

    public override void WriteDebugLine(string message) => WriteDiagnostic(FormatStyle.Debug, "DEBUG: " + message);

    public override void WriteProgress(long sourceId, ProgressRecord record) => _progress.Show(record);

    public override string ReadLine() => Console.ReadLine() ?? "";

    public override SecureString ReadLineAsSecureString() => throw Refusal("a secret");

    public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions) =>
        throw Refusal($"{string.Join(", ", descriptions.Select(field => field.Name))}: give -{descriptions.FirstOrDefault()?.Name ?? "Name"} VALUE on the command line");

    public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice) =>
        Console.IsInputRedirected
            ? throw Refusal($"a choice ({message.Trim()}): give -Confirm:$false to the command that asks, and set no preference to Inquire")
            : new ChoicePrompt(this, choices).Ask(caption, message, defaultChoice);

    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) => throw Refusal("a credential");

    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName, PSCredentialTypes allowedCredentialTypes, PSCredentialUIOptions options) =>
        throw Refusal("a credential");

    static HostException Refusal(string what) => new($"Autodiff.Shell cannot prompt here, and was asked for {what}.");

    void WriteDiagnostic(FormatStyle style, string message) => WriteDiagnostic(GetFormatStyleString(style) + message + PSStyle.Instance.Reset);

    void WriteDiagnostic(string text)
    {
        _progress.Clear();
        Console.Error.WriteLine(GetOutputString(text, ErrorSupportsColour));
    }
}
