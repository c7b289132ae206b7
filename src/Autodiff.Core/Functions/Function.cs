using System.Reflection;
using Autodiff.Backends;
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
    volatile RecentCall? recent;

    // An array, whose elements PowerShell can index: of the list that a collection expression makes it cannot.
    private protected Function(string name, IReadOnlyList<string> parameters) => (Name, Parameters) = (name, parameters.ToArray());

    /// <summary>What messages and graphs call it.</summary>
    public string Name { get; }

    /// <summary>The names of its parameters.</summary>
    public IReadOnlyList<string> Parameters { get; }

    /// <summary>What has been traced, the latest used first: once for each signature, and each path through its conditions.</summary>
    public IReadOnlyList<FunctionSignature> Signatures => [.. Root.Entries.Select(e => new FunctionSignature(e.Signature.ToString(), e.Paths.Count, e.Calls))];

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
        var (result, values) = Call(tree, leaves, AutoBackend.Instance);
        return result.Unflatten(values);
    }

    /// <summary>Its gradient; the function must give one number (jax.grad).</summary>
    /// <param name="parameters">By which parameters; by all that can be differentiated, without names.</param>
    public Function Gradient(params string[] parameters) => new GradientFunction(this, parameters);

    /// <summary>Its Jacobian (jax.jacobian), in the cheaper mode.</summary>
    public Function Jacobian(params string[] parameters) => Jacobian(DifferentiationMode.Auto, parameters);

    /// <summary>Its Jacobian (jax.jacfwd, jax.jacrev).</summary>
    public Function Jacobian(DifferentiationMode mode, params string[] parameters) => new JacobianFunction(this, parameters, mode);

    /// <summary>Its second derivatives; the function must give one number (jax.hessian).</summary>
    public Function Hessian(params string[] parameters) => Hessian(DifferentiationMode.Auto, parameters);

    /// <summary>The same in a mode.</summary>
    public Function Hessian(DifferentiationMode mode, params string[] parameters) => new HessianFunction(this, parameters, mode);

    /// <summary>Its value and its derivative along a tangent, a further parameter (jax.jvp).</summary>
    public Function Jvp(params string[] parameters) => new JvpFunction(this, parameters);

    /// <summary>The product of a cotangent, a further parameter, with its derivative (jax.vjp).</summary>
    public Function Vjp(params string[] parameters) => new VjpFunction(this, parameters);

    /// <summary>Mapped over a leading axis of all its arguments (jax.vmap).</summary>
    public Function Vmap() => new VmapFunction(this, [.. Parameters.Select(_ => (int?)0)]);

    /// <summary>A function of a StableHLO program that <see cref="Export"/> or JAX has written. XLA runs it; it has no derivatives.</summary>
    /// <param name="path">The file: text, which is looked at before XLA sees it, or portable bytecode, which is as trusted as native code.</param>
    /// <exception cref="AdFormatException">The program is refused; the message names the line, and the limit where there is one.</exception>
    /// <exception cref="AdException">The file cannot be read, or it is bytecode and there is no plugin of XLA's.</exception>
    public static Function Import(string path) => Importing.Read(path);

    /// <summary>Writes it as a StableHLO program (.mlir) for arguments of these structures, dtypes and shapes, whose numbers do not count.</summary>
    /// <param name="path">The file, which takes the place of one that is there.</param>
    /// <param name="arguments">Examples, a tree for each parameter.</param>
    /// <exception cref="AdException">A condition depends on an argument, or the file cannot be written.</exception>
    public void Export(string path, params object?[] arguments)
    {
        var (tree, leaves) = Flatten(arguments);
        Exporting.Write(Exporting.Text(this, tree, leaves), path, overwrite: true);
    }

    /// <summary>As in <c>f(x, y)</c>.</summary>
    public override string ToString() => $"{Name}({string.Join(", ", Parameters)})";

    /// <summary>What the traced function is called with when this one is called so.</summary>
    internal abstract Arguments ToRoot(Arguments arguments);

    /// <summary>The specialization of this function, from the specialization of the traced one.</summary>
    internal abstract Specialization Derive(Specialization specialization, Arguments arguments);

    /// <summary>Calls it with a tree for each parameter. Outside of a trace a result that is one number, or a property that is one, is a .NET number.</summary>
    /// <exception cref="AdException">An argument is no tree, too many are given, or one without a default is missing.</exception>
    public object? Invoke(params object?[] arguments)
    {
        var (tree, leaves) = Flatten(arguments);
        return Present(Call(tree, leaves, AutoBackend.Instance));
    }

    /// <summary>A result as the user is given it.</summary>
    internal static object? Present((TreeDefinition Tree, Value[] Values) result, bool asTensor = false) =>
        Trace.Current is EvaluationTrace && !asTensor ? result.Tree.Present(result.Values) : result.Tree.Unflatten(result.Values);

    /// <summary>The leaves that have been made so far.</summary>
    internal abstract IEnumerable<Specialization> Traced();

    /// <summary>The arguments' structure, with a tree a parameter, and their leaves. What is missing is left out, if the code has a default.</summary>
    internal (TreeDefinition Tree, Value[] Leaves) Flatten(ReadOnlySpan<object?> arguments)
    {
        if (arguments.Length > Parameters.Count) throw WrongCount(arguments.Length);
        if (arguments.Length == Parameters.Count && Singles(arguments) is { } singles) return (TreeDefinition.Singles(singles.Length), singles);
        var leaves = new List<Value>();
        var trees = new TreeDefinition[Parameters.Count];
        for (int i = 0; i < trees.Length; i++) trees[i] = Flatten(i, i < arguments.Length ? arguments[i] : Missing.Value, leaves);
        return (TreeDefinition.Array(trees), [.. leaves]);
    }

    /// <summary>The arguments where each is one number or value, as most are; else null.</summary>
    Value[]? Singles(ReadOnlySpan<object?> arguments)
    {
        var r = new Value[arguments.Length];
        for (int i = 0; i < r.Length; i++)
        {
            if (i < Root.Parameters.Count && Root.Body.IsStatic(i)) return null;
            object? x = ScriptHost.Current.Unwrap(arguments[i]);
            if ((x as Value ?? Conversion.Number(x)) is not { } single) return null;
            r[i] = single;
        }
        return r;
    }

    /// <summary>The structure of one argument, whose leaves are added.</summary>
    internal TreeDefinition Flatten(int parameter, object? argument, List<Value> leaves)
    {
        // Behind the code's own parameters are those that a transform adds: a tangent, a cotangent.
        bool own = parameter < Root.Parameters.Count;
        if (argument is Missing)
            return own && Root.Body.HasDefault(parameter) ? TreeDefinition.Omitted : throw new AdException($"{this}: the argument '{Parameters[parameter]}' is missing.", ErrorId.MissingArgument);
        argument = ScriptHost.Current.Unwrap(argument);
        if (own && Root.Body.IsStatic(parameter)) return TreeDefinition.Static(argument);
        return argument is null && !own ? TreeDefinition.Null : TreeDefinition.Flatten(argument, Parameters[parameter], leaves, acceptText: true);
    }

    /// <summary>The error of a call with too many arguments, or too few.</summary>
    internal AdException WrongCount(int given) => new($"{this} takes {Parameters.Count} argument{(Parameters.Count == 1 ? "" : "s")}, but {given} {(given == 1 ? "was" : "were")} given.", ErrorId.WrongArgumentCount);

    /// <summary>This function with what runs it.</summary>
    /// <param name="backend">Auto, Managed or Xla; null for what $env:AUTODIFF_BACKEND says.</param>
    /// <param name="device">A device of XLA's, as <c>cpu:1</c>; null for the first.</param>
    /// <param name="donate">The parameters that callers give up (jax.jit's donate_argnames): results may take their memory, and using their tensors after a call is an error.</param>
    /// <exception cref="AdException">There is no such backend, device or parameter.</exception>
    public CompiledFunction Compile(string? backend = null, string? device = null, string[]? donate = null) => new(this, BackendChoice.Get(backend, device), Donation.Of(this, donate ?? []));

    /// <summary>Calls it with arguments that have been taken apart.</summary>
    internal (TreeDefinition Result, Value[] Values) Call(TreeDefinition tree, Value[] leaves, IBackend backend, Donation? donation = null)
    {
        if (Trace.Current is not EvaluationTrace) return Record(Arguments.Of(tree, leaves), leaves);
        var x = new Tensor[leaves.Length];
        for (int i = 0; i < x.Length; i++) x[i] = leaves[i] as Tensor ?? throw StagingTrace.Escaped(leaves[i], Name);
        donation?.Check(tree, x);
        var (result, y) = Run(tree, leaves, x, new(backend, donation?.Leaves(tree) ?? default));
        donation?.GiveUp(tree, x, y);
        return (result, y);
    }

    /// <summary>The result of a call with one number, where the call before was such a one as well and took the same path; else null.</summary>
    internal double? Number(object? x, IBackend backend)
    {
        if (recent is not { } r || r.Target != new Target(backend, default) || Trace.Current is not EvaluationTrace || !Root.HasLast(r.Entry, r.Path) || r.Number(x) is not { } y) return null;
        Root.Hit(r.Entry);
        return y;
    }

    /// <summary>The specialization that a call takes.</summary>
    internal Specialization Resolve(Arguments arguments)
    {
        var down = ToRoot(arguments);
        return Derive(Root.Resolve(Root.Find(down), down), arguments);
    }

    /// <summary>The call that takes the path which the latest one of the signature took; null where there was none.</summary>
    RecentCall? Likely(Arguments arguments, Target target)
    {
        var entry = Root.Find(ToRoot(arguments));
        if (entry.Paths.Last is not { } path) return null;
        var specialization = Derive(path, arguments);
        return new(arguments.Tree, arguments.Types, target, entry, path, specialization.Result, specialization.On(target));
    }

    (TreeDefinition, Tensor[]) Run(TreeDefinition tree, Value[] leaves, Tensor[] x, Target target)
    {
        var likely = recent is { } r && r.Fits(tree, x, target) && Root.HasLast(r.Entry, r.Path) ? r : Likely(Arguments.Of(tree, leaves), target);
        // It ends at its first guard that differs, and then the paths are walked.
        if (likely?.Executable is { CanBeTried: true } tried && tried.Run(x) is { } y)
        {
            recent = likely;
            Root.Hit(likely.Entry);
            return (likely.Result, y);
        }
        var specialization = Resolve(Arguments.Of(tree, leaves));
        return (specialization.Result, specialization.On(target).Run(x, checkGuards: false)!);
    }

    (TreeDefinition, Value[]) Record(Arguments arguments, Value[] leaves)
    {
        var specialization = Resolve(arguments);
        var y = new Call(Name, specialization.Graph).Bind([.. leaves, .. specialization.Captured]);
        for (int i = 0; i < specialization.Guards.Length; i++) Conditions.Assume(y[specialization.Results + i], specialization.Guards[i], specialization.Lines[i]);
        return (specialization.Result, y[..specialization.Results]);
    }
}
