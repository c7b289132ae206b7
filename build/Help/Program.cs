using System.Text;
using Autodiff.Help;

if (args is not [var pages, var target])
{
    Console.Error.WriteLine("Usage: Autodiff.Help PAGES TARGET: from the Markdown in the folder PAGES, what Get-Help reads in the folder TARGET.");
    return 1;
}
try
{
    Directory.CreateDirectory(target);
    var commands = Directory.GetFiles(pages, "*-Ad*.md").Order(StringComparer.Ordinal).Select(Page.Read).ToArray();
    foreach (var group in commands.GroupBy(page => page.HelpFile))
    {
        using var file = File.Create(Path.Combine(target, group.Key));
        Maml.Document(group).Save(file);
    }
    foreach (string topic in Directory.GetFiles(pages, "about_*.md"))
        File.WriteAllText(Path.Combine(target, Path.GetFileNameWithoutExtension(topic) + ".help.txt"), AboutText.Of(Page.Read(topic)), new UTF8Encoding(false));
    return 0;
}
catch (InvalidDataException e)
{
    Console.Error.WriteLine($"{pages}: error : {e.Message}");
    return 1;
}
