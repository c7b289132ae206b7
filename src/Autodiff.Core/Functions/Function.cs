using System.Reflection;
using Autodiff.Backends;
using Autodiff.Backends.Managed;
using Autodiff.Functions;
using Autodiff.Tracing;
using Autodiff.Tracing.Paths;
using Autodiff.Trees;

namespace Autodiff;

/// <summary>
/// A function of trees: the user's code, traced once for each signature, or a transform of such a function. Called while another is traced it becomes a
/// call in that one's graph, so compiled code can be differentiated and differentiated code compiled, to any depth.
/// </summary>
public abstract partial class Function
{
    private protected Function(string name, IReadOnlyList<string> parameters) => (Name, Parameters) = (name, parameters);

    /// <summary>What messages and graphs call it.</summary>
    public string Name { get; }

    /// <summary>The names of its parameters.</summary>
    public IReadOnlyList<string> Parameters { get; }

    /// <summary>What has been traced, the latest used first: once for each signature, and each path through its conditions.</summary>
    public IReadOnlyList<FunctionSignature> Signatures => [.. Root.Entries.Select(e => new FunctionSignature(e.Signature.ToString(), e.Paths.Leaves, e.Calls))];

    /// <summary>The function that traces, beneath all transforms.</summary>
    internal abstract TracedFunction Root { get; }

    /// <summary>A function of the user's code.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="parameters">The names of its parameters.</param>
    /// <param name="body">The code.</param>
    public static Function Of(string name, IReadOnlyList<string> parameters, Body body) => new TracedFunction(name, parameters, body);

    /// <summary>A C# function of one value, whose parameter is called x.</summary>
    public static Function Of(Func<Value, Value> f) => Of("f", ["x"], f);

    /// <summary>Calls it with a tree for each parameter. The result has the structure that the code gave; outside of a trace its leaves are tensors.</summary>
    public object? Call(params object?[] arguments)
    {
        var (tree, leaves) = Flatten(arguments);
        var (result, values) = Call(tree, leaves, ManagedBackend.Instance);
        return result.Unflatten(values);
    }

    /// <summary>Its gradient; the function must give one number (jax.grad).</summary>
    /// <param name="parameters">By which parameters; by all that can be differentiated, without names.</param>
    public Function Gradient(params string[] parameters) => new GradientFunction(this, parameters);

    /// <summary>Its Jacobian (jax.jacobian).</summary>
    public Function Jacobian(DifferentiationMode mode = DifferentiationMode.Auto, params string[] parameters) => new JacobianFunction(this, parameters, mode);

    /// <summary>Its second derivatives; the function must give one number (jax.hessian).</summary>
    public Function Hessian(DifferentiationMode mode = DifferentiationMode.Auto, params string[] parameters) => new HessianFunction(this, parameters, mode);

    /// <summary>Its value and its derivative along a tangent, a further parameter (jax.jvp).</summary>
    public Function Jvp(params string[] parameters) => new JvpFunction(this, parameters);

    /// <summary>The product of a cotangent, a further parameter, with its derivative (jax.vjp).</summary>
    public Function Vjp(params string[] parameters) => new VjpFunction(this, parameters);

    /// <summary>Mapped over a leading axis of all its arguments (jax.vmap).</summary>
    public Function Vmap() => new VmapFunction(this, [.. Parameters.Select(_ => (int?)0)]);

    /// <summary>As in <c>f(x, y)</c>.</summary>
    public override string ToString() => $"{Name}({string.Join(", ", Parameters)})";

    /// <summary>What the traced function is called with when this one is called so.</summary>
    internal abstract Arguments Down(Arguments arguments);

    /// <summary>The leaf of this function, from the leaf of the traced one.</summary>
    internal abstract Leaf Up(Leaf leaf, Arguments arguments);

    /// <summary>Calls it with a tree for each parameter. Outside of a trace a result that is one number, or a property that is one, is a .NET number.</summary>
    /// <exception cref="AdException">An argument is no tree, too many are given, or one without a default is missing.</exception>
    public object? Invoke(params object?[] arguments)
    {
        var (tree, leaves) = Flatten(arguments);
        return Present(Call(tree, leaves, ManagedBackend.Instance));
    }

    /// <summary>A result as the user is given it.</summary>
    internal static object? Present((TreeDefinition Tree, Value[] Values) result, bool asTensor = false) =>
        Trace.Current is EvaluationTrace && !asTensor ? result.Tree.Present(result.Values) : result.Tree.Unflatten(result.Values);

    /// <summary>The leaves that have been made so far.</summary>
    internal abstract IEnumerable<Leaf> Traced();

    /// <summary>The arguments' structure, with a tree a parameter, and their leaves. What is missing is left out, if the code has a default.</summary>
    internal (TreeDefinition Tree, Value[] Leaves) Flatten(ReadOnlySpan<object?> arguments)
    {
        if (arguments.Length > Parameters.Count) throw WrongCount(arguments.Length);
        var leaves = new List<Value>();
        var trees = new TreeDefinition[Parameters.Count];
        for (int i = 0; i < trees.Length; i++) trees[i] = Flatten(i, i < arguments.Length ? arguments[i] : Missing.Value, leaves);
        return (TreeDefinition.Array(trees), [.. leaves]);
    }

    /// <summary>The structure of one argument, whose leaves are added.</summary>
    internal TreeDefinition Flatten(int parameter, object? argument, List<Value> leaves)
    {
        // Behind the code's own parameters are those that a transform adds: a tangent, a cotangent.
        bool own = parameter < Root.Parameters.Count;
        if (argument is Missing)
            return own && Root.Body.HasDefault(parameter) ? TreeDefinition.Omitted : throw new AdException($"{this}: the argument '{Parameters[parameter]}' is missing.", "MissingArgument");
        argument = ScriptHost.Current.Unwrap(argument);
        if (own && Root.Body.IsStatic(parameter)) return TreeDefinition.Static(argument);
        return argument is null && !own ? TreeDefinition.Null : TreeDefinition.Flatten(argument, Parameters[parameter], leaves, acceptText: true);
    }

    /// <summary>The error of a call with too many arguments, or too few.</summary>
    internal AdException WrongCount(int given) => new($"{this} takes {Parameters.Count} argument{(Parameters.Count == 1 ? "" : "s")}, but {given} {(given == 1 ? "was" : "were")} given.", "WrongArgumentCount");

    /// <summary>Calls it with arguments that have been taken apart.</summary>
    internal (TreeDefinition Result, Value[] Values) Call(TreeDefinition tree, Value[] leaves, IBackend backend)
    {
        var arguments = Arguments.Of(tree, leaves);
        var down = Down(arguments);
        var entry = Root.Find(down);
        return Trace.Current is EvaluationTrace ? Run(arguments, down, entry, leaves, backend) : Record(arguments, down, entry, leaves);
    }

    /// <summary>The leaf that a call takes.</summary>
    internal Leaf Resolve(Arguments arguments)
    {
        var down = Down(arguments);
        return Up(Root.Resolve(Root.Find(down), down), arguments);
    }

    // The leaf taken last is run first: it ends at its first guard that differs, and then the paths are walked.
    (TreeDefinition, Value[]) Run(Arguments arguments, Arguments down, SignatureEntry entry, Value[] leaves, IBackend backend)
    {
        var x = Array.ConvertAll(leaves, v => v as Tensor ?? throw StagingTrace.Escaped(v, Name));
        if (entry.Last is { } last)
        {
            var likely = Up(last, arguments);
            if (likely.On(backend).Run(x) is { } fast)
            {
                Root.Hit(entry, last);
                return (likely.Result, fast);
            }
        }
        var leaf = Up(Root.Resolve(entry, down), arguments);
        return (leaf.Result, leaf.On(backend).Run(x, checkGuards: false)!);
    }

    (TreeDefinition, Value[]) Record(Arguments arguments, Arguments down, SignatureEntry entry, Value[] leaves)
    {
        var leaf = Up(Root.Resolve(entry, down), arguments);
        var y = new Call(Name, leaf.Graph).Bind([.. leaves, .. leaf.Captured]);
        for (int i = 0; i < leaf.Guards.Length; i++) Conditions.Assume(y[leaf.Results + i], leaf.Guards[i], leaf.Lines[i]);
        return (leaf.Result, y[..leaf.Results]);
    }
}
