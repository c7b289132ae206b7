using System.Collections;
using System.Management.Automation;

namespace Autodiff.PowerShell;

/// <summary>Objects and dictionaries by their properties: the rows of a table.</summary>
static class Record
{
    /// <summary>Whether an object has properties of its own to bind by, and is no number, text, array or value.</summary>
    public static bool Is(object? item) => item is IDictionary
        || item is not (null or string or Value or Function or IList) && Autodiff.Conversion.ElementDType(item.GetType()) is null;

    /// <summary>The property of a name.</summary>
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
    /// <param name="name">What the property of an item without properties is called.</param>
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

    /// <summary>Sets a property, which is added if it is not there.</summary>
    public static void Set(PSObject o, string name, object? value)
    {
        if (o.Properties[name] is { } p) p.Value = value;
        else o.Properties.Add(new PSNoteProperty(name, value), true);
    }
}
