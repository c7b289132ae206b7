using System.Collections;
using System.Management.Automation;

namespace Autodiff.PowerShell;

/// <summary>Access to objects and dictionaries by property name, as to rows of a table.</summary>
static class Record
{
    /// <summary>Refuses a property that is named twice.</summary>
    public static string[] Distinct(string[] names, string option) => names.GroupBy(n => n, StringComparer.OrdinalIgnoreCase).FirstOrDefault(g => g.Count() > 1) is { } twice
        ? throw new AdException($"{option} names the property {twice.First()} more than once: {string.Join(", ", names)}. Give each result a name of its own.", ErrorId.AmbiguousArgument)
        : names;

    /// <summary>Whether an object binds by its properties, and is not a number, text, array or value.</summary>
    public static bool Is(object? item) => item is IDictionary
        || item is not (null or string or Value or Function or IList) && Autodiff.Conversion.ElementDType(item.GetType()) is null;

    /// <summary>Gets the property with a name.</summary>
    public static bool TryGet(object item, string name, out object? value)
    {
        if (item is IDictionary d)
        {
            object? key = d.Keys.Cast<object>().FirstOrDefault(k => name.Equals(k.ToString(), StringComparison.OrdinalIgnoreCase));
            value = key is null ? null : d[key];
            return key is not null;
        }
        var property = PSObject.AsPSObject(item).Properties[name];
        value = property?.Value;
        return property is not null;
    }

    /// <summary>A custom object with the properties of an item.</summary>
    /// <param name="item">The item.</param>
    /// <param name="name">The name of the property for an item that has none.</param>
    public static PSObject Copy(object? item, string name)
    {
        var r = new PSObject();
        item = PowerShellHost.Bare(item);
        if (item is IDictionary d)
            foreach (DictionaryEntry e in d) Set(r, e.Key.ToString()!, e.Value);
        else if (Is(item))
            foreach (var p in PSObject.AsPSObject(item).Properties) Set(r, p.Name, p.Value);
        else Set(r, name, item);
        return r;
    }

    /// <summary>Sets a property, or adds it if it does not exist.</summary>
    public static void Set(PSObject o, string name, object? value)
    {
        if (o.Properties[name] is { } p) p.Value = value;
        else o.Properties.Add(new PSNoteProperty(name, value), true);
    }
}
