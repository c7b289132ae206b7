using System.Reflection;
using Autodiff.Backends;
using Autodiff.Functions;
using Autodiff.Tracing;
using Autodiff.Tracing.Paths;
using Autodiff.Trees;

namespace Autodiff;

/// <summary>
/// A function of trees: code that is traced once for each signature, or a transform of such a function. A call during the trace of another function becomes a Call in
/// its graph. So compiled code can be differentiated and derivatives can be compiled, to any depth.
/// </summary>
public abstract partial class Function
{
    readonly CallSite site;

    // An array, because PowerShell cannot index the list that a collection expression makes.
    private protected Function(string name, IReadOnlyList<string> parameters) => (Name, Parameters, site) = (name, parameters.ToArray(), new(this, AutoBackend.Instance));

    /// <summary>The name in messages and graphs.</summary>
    public string Name { get; }

    /// <summary>The names of the parameters.</summary>
    public IReadOnlyList<string> Parameters { get; }

    /// <summary>The signatures that have been traced, the most recently used first.</summary>
    public IReadOnlyList<FunctionSignature> Signatures => [.. Root.Entries.Select(e => new FunctionSignature(e.Signature.ToString(), e.Paths.Count, e.Calls))];

    /// <summary>The traced function below all transforms.</summary>
    internal abstract TracedFunction Root { get; }

    /// <summary>A function of the user's code.</summary>
    /// <param name="name">The name in messages and graphs.</param>
    /// <param name="parameters">The names of the parameters.</param>
    /// <param name="body">The code to trace.</param>
    public static Function Of(string name, IReadOnlyList<string> parameters, Body body) => new TracedFunction(name, parameters, new TracedCode(body));

    /// <summary>A function of a C# function of one value. Its parameter has the same name.</summary>
    public static Function Of(Func<Value, Value> f) => Of("f", Names(f, 1), f);

    /// <summary>A function of a C# function of two values. Its parameters have the same names.</summary>
    public static Function Of(Func<Value, Value, Value> f) => Of("f", Names(f, 2), f);

    /// <summary>A function of a C# function of three values. Its parameters have the same names.</summary>
    public static Function Of(Func<Value, Value, Value, Value> f) => Of("f", Names(f, 3), f);

    /// <summary>Calls the function with a tree for each parameter. The result has the structure that the code returned. Outside of a trace its leaves are tensors.</summary>
    public object? Call(params object?[] arguments) => site.Call(Flatten(arguments), FreeVariables()).ToObject();

    /// <summary>The gradient of a function with a scalar result (jax.grad).</summary>
    /// <param name="parameters">The parameters to differentiate with respect to. Default: all that are floats.</param>
    public Function Gradient(params string[] parameters) => Gradient(new GradientOptions { Parameters = parameters });

    /// <summary>The gradient of a function with a scalar result, with its value or more (jax.value_and_grad).</summary>
    public Function Gradient(GradientOptions options) => new GradientFunction(this, options);

    /// <summary>The Jacobian (jax.jacobian), in the mode with fewer directions.</summary>
    /// <param name="parameters">The parameters to differentiate with respect to. Default: all that are floats.</param>
    public Function Jacobian(params string[] parameters) => Jacobian(new JacobianOptions { Parameters = parameters });

    /// <summary>The Jacobian in a given mode (jax.jacfwd, jax.jacrev).</summary>
    public Function Jacobian(JacobianOptions options) => new JacobianFunction(this, options);

    /// <summary>The Hessian, the second derivatives of a function with a scalar result (jax.hessian).</summary>
    /// <param name="parameters">The parameters to differentiate with respect to. Default: all that are floats.</param>
    public Function Hessian(params string[] parameters) => Hessian(new JacobianOptions { Parameters = parameters });

    /// <summary>The Hessian, with the gradient differentiated in a given mode.</summary>
    public Function Hessian(JacobianOptions options) => new HessianFunction(this, options);

    /// <summary>The value and its derivative along a tangent, which is an additional last parameter (jax.jvp).</summary>
    public Function Jvp(params string[] parameters) => new JvpFunction(this, parameters);

    /// <summary>The product of a cotangent, which is an additional last parameter, with the derivative (jax.vjp).</summary>
    public Function Vjp(params string[] parameters) => new VjpFunction(this, parameters);

    /// <summary>The function mapped over the leading axis of all its arguments (jax.vmap).</summary>
    public Function Vmap() => Vmap(default);

    /// <summary>The function mapped over given axes of its arguments.</summary>
    public Function Vmap(VmapOptions options) => new VmapFunction(this, options);

    /// <summary>The function with the default backend (jax.jit).</summary>
    public CompiledFunction Compile() => Compile(default);

    /// <summary>The function with a backend that runs it (jax.jit).</summary>
    /// <exception cref="AdException">A device or parameter does not exist, or two options exclude each other.</exception>
    public CompiledFunction Compile(CompileOptions options) => new(this, options);

    /// <summary>Calls the function operation by operation, with no compilation, so that the user can see inside.</summary>
    /// <param name="show">Receives a line for each operation, with its operands and results.</param>
    /// <param name="arguments">A tree for each parameter.</param>
    public object? Interpret(Action<string> show, params object?[] arguments) => Present(Interpretation.Run(this, Flatten(arguments), FreeVariables(), show));

    /// <summary>The text of each graph that has been traced.</summary>
    public IReadOnlyList<string> Graphs(GraphOptions options = default) => [.. Traced().Select(s => options.Text(s.Graph, Name))];

    /// <summary>The text of the graph for example arguments. Their structures, dtypes and shapes choose the signature, and their numbers the path.</summary>
    public string Graph(GraphOptions options, params object?[] arguments) => Graph(options, Flatten(arguments));

    /// <summary>The text of the graph for arguments that are already flattened.</summary>
    internal string Graph(GraphOptions options, Tree arguments) => options.Text(Resolve(Arguments.Of(arguments, FreeVariables())).Graph, Name);

    /// <summary>The text, such as <c>f(x, y)</c>.</summary>
    public override string ToString() => $"{Name}({string.Join(", ", Parameters)})";

    /// <summary>The arguments as the root function takes them.</summary>
    internal abstract Arguments ToRoot(Arguments arguments);

    /// <summary>The specialization of this function that follows from a specialization of the root function.</summary>
    internal abstract Specialization Derive(Specialization specialization, Arguments arguments);

    /// <summary>Calls the function with a tree for each parameter. Outside of a trace, a result or a property that is one number is a .NET number.</summary>
    /// <exception cref="AdException">An argument is not a tree, there are too many arguments, or a required one is missing.</exception>
    public object? Invoke(params object?[] arguments) => site.Invoke(arguments, FreeVariables());

    /// <summary>The result as the user receives it.</summary>
    internal static object? Present(Tree result, bool asTensor = false) =>
        Trace.Current is EvaluationTrace && !asTensor ? result.Definition.Present(result.Leaves) : result.ToObject();

    /// <summary>The specializations made so far.</summary>
    internal abstract IEnumerable<Specialization> Traced();

    /// <summary>The arguments: an array with a tree for each parameter. A missing argument is Omitted if it may be left out.</summary>
    internal Tree Flatten(ReadOnlySpan<object?> arguments)
    {
        if (arguments.Length > Parameters.Count) throw WrongCount(arguments.Length);
        if (arguments.Length == Parameters.Count && Singles(arguments) is { } singles) return new(TreeDefinition.Singles(singles.Length), singles);
        var given = new bool[Parameters.Count];
        for (int i = 0; i < arguments.Length; i++) given[i] = arguments[i] is not Missing;
        Require(given);
        var trees = new Tree[Parameters.Count];
        for (int i = 0; i < trees.Length; i++) trees[i] = Flatten(i, i < arguments.Length ? arguments[i] : Missing.Value);
        return Tree.Array(trees);
    }

    // A delegate may bind the first parameter of its method.
    static string[] Names(Delegate f, int count) => [.. f.Method.GetParameters()[^count..].Select((p, i) => string.IsNullOrEmpty(p.Name) ? $"x{i}" : p.Name)];

    /// <summary>The arguments if each is one number or value, as in most calls; otherwise null.</summary>
    Value[]? Singles(ReadOnlySpan<object?> arguments)
    {
        var r = new Value[arguments.Length];
        for (int i = 0; i < r.Length; i++)
        {
            if (i < Root.Parameters.Count && Root.Source.IsStatic(i)) return null;
            object? x = ScriptHost.Current.Unwrap(arguments[i]);
            if ((x as Value ?? Conversion.Number(x)) is not { } single) return null;
            r[i] = single;
        }
        return r;
    }

    /// <summary>The tree of one argument.</summary>
    internal Tree Flatten(int parameter, object? argument)
    {
        // After the parameters of the code come those that transforms add: a tangent or a cotangent.
        bool own = parameter < Root.Parameters.Count;
        if (argument is Missing) return new(TreeDefinition.Omitted, []);
        argument = ScriptHost.Current.Unwrap(argument);
        if (own && Root.Source.IsStatic(parameter)) return new(TreeDefinition.Static(argument), []);
        if (argument is null && !own) return Tree.Null;
        var tree = Tree.Of(argument, Parameters[parameter], acceptText: true);
        // The parameter is an array of floats, and so are the integers that are given for it.
        return own && argument is not Value && Root.Source.Body?.Floats(parameter) is { } dtype && tree.Definition.IsLeaf && !tree.Leaves[0].Type.IsFloat && tree.Leaves[0].Rank > 0
            ? tree.Map(x => Ad.Cast(x, dtype)) : tree;
    }

    /// <summary>The position of a parameter.</summary>
    /// <param name="parameter">Its name or an alias. Case does not matter.</param>
    /// <param name="option">What the error calls the option that names it.</param>
    /// <exception cref="AdException">The parameter does not exist.</exception>
    internal int IndexOf(string parameter, string option)
    {
        for (int i = 0; i < Parameters.Count; i++)
            if (Parameters[i].Equals(parameter, StringComparison.OrdinalIgnoreCase)) return i;
        int alias = Root.Source.Body?.IndexOf(parameter) ?? -1;
        return alias >= 0 ? alias : throw new AdException($"{this} has no parameter '{parameter}'. {option} takes {string.Join(", ", Parameters)}.", ErrorId.UnknownParameter);
    }

    /// <summary>Refuses a call in which an argument is missing that may not be left out.</summary>
    /// <param name="given">Whether an argument is given, for each parameter.</param>
    internal void Require(bool[] given)
    {
        // After the parameters of the code come those that transforms add: a tangent or a cotangent.
        int own = Root.Parameters.Count, missing = Root.Source.FirstMissing(given[..own]);
        if (missing < 0) missing = Array.IndexOf(given, false, own);
        if (missing >= 0) throw new AdException($"{this}: the argument '{Parameters[missing]}' is missing.", ErrorId.MissingArgument);
    }

    /// <summary>The error of a call with a wrong number of arguments.</summary>
    internal AdException WrongCount(int given) => new($"{this} takes {Parameters.Count} argument{(Parameters.Count == 1 ? "" : "s")}, but {given} {(given == 1 ? "was" : "were")} given.", ErrorId.WrongArgumentCount);

    /// <summary>The current values of the free variables. A call reads them once, and a stream once for all its calls.</summary>
    internal object? FreeVariables() => Root.Source.FreeVariables();

    /// <summary>The specialization for the arguments of a call.</summary>
    internal Specialization Resolve(Arguments arguments) => Derive(Root.FindOrTrace(ToRoot(arguments)), arguments);

    /// <summary>Calls it while another function is traced, as a call in that one's graph.</summary>
    internal Tree Record(Tree arguments, object? free)
    {
        var specialization = Resolve(Arguments.Of(arguments, free));
        var y = new Call(Name, specialization.Graph).Bind([.. arguments.Leaves, .. specialization.Captured]);
        for (int i = 0; i < specialization.Guards.Length; i++) Conditions.Assume(y[specialization.Results + i], specialization.Guards[i], specialization.Lines[i]);
        return new(specialization.Result, y[..specialization.Results]);
    }
}
