using System.Collections.ObjectModel;
using System.Management.Automation.Host;

namespace Autodiff.Shell;

/// <summary>Asks the user at a terminal for one of several choices, such as whether to go on.</summary>
sealed class ChoicePrompt(PSHostUserInterface console, Collection<ChoiceDescription> choices)
{
    /// <summary>The index of the choice; the default where the answer is empty or there is none.</summary>
    public int Ask(string caption, string message, int defaultChoice)
    {
        if (!string.IsNullOrEmpty(caption)) console.WriteLine(caption);
        if (!string.IsNullOrEmpty(message)) console.WriteLine(message);
        var offer = string.Join("  ", choices.Select(choice => $"[{Key(choice)}] {Label(choice)}"));
        while (true)
        {
            console.Write(defaultChoice >= 0 ? $"{offer}  (default is {Label(choices[defaultChoice])}): " : $"{offer}: ");
            var answer = console.ReadLine().Trim();
            if (answer.Length == 0 && defaultChoice >= 0) return defaultChoice;
            var index = choices.ToList().FindIndex(choice => IsAnswer(answer, choice));
            if (index >= 0) return index;
        }
    }

    static bool IsAnswer(string answer, ChoiceDescription choice) =>
        answer.Equals(Key(choice), StringComparison.OrdinalIgnoreCase) || answer.Equals(Label(choice), StringComparison.OrdinalIgnoreCase);

    static string Label(ChoiceDescription choice) => choice.Label.Replace("&", "", StringComparison.Ordinal);

    // The key of "Yes to &All" is A.
    static string Key(ChoiceDescription choice)
    {
        var mark = choice.Label.IndexOf('&', StringComparison.Ordinal);
        return mark >= 0 && mark + 1 < choice.Label.Length ? choice.Label.Substring(mark + 1, 1) : Label(choice);
    }
}
