using Autodiff.Graphs;

namespace Autodiff.Tracing;

/// <summary>The log in which a user sees what a gradient does: each rule that is applied, with its variables.</summary>
static class RuleLog
{
    /// <summary>Writes one line. Callers check <see cref="Log.Gradient"/> first.</summary>
    public static void Write(string rule, Primitive primitive, IEnumerable<Value?> x, IEnumerable<Value?> y)
    {
        string line = Trace.Line is > 0 and var n ? $"line {n}: " : "";
        string parameters = primitive.Parameters.Length > 0 ? $"[{primitive.Parameters}]" : "";
        Log.Rule($"{line}{rule} {primitive.Name}{parameters} {string.Join(" ", x.Select(Show))} -> {string.Join(" ", y.Select(Show))}");
    }

    static string Show(Value? v) => v switch
    {
        null => "0",
        Variable u => $"v{u.Index}:{u.Type}",
        Tensor { Size: 1 } t => $"{t}:{t.Type}",
        Dual d => Show(d.Primal),
        _ => v.Type.ToString(),
    };
}
