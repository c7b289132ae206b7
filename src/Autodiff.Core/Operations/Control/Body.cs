namespace Autodiff;

/// <summary>Code that is traced: a script block, or a C# function of values.</summary>
public abstract class Body
{
    /// <summary>Runs the code on trees of values and returns a tree of values.</summary>
    public abstract object? Invoke(object?[] arguments);

    /// <summary>
    /// The variables that the code reads but never assigns, as an object with value equality. A trace is valid while they are equal. Null if there are none. Each call asks on its
    /// own thread, which may be one that cannot run the code.
    /// </summary>
    public virtual object? FreeVariables() => null;

    /// <summary>Whether a parameter declares a default. An omitted argument is <see cref="System.Reflection.Missing.Value"/>. Default: false.</summary>
    public virtual bool HasDefault(int parameter) => false;

    /// <summary>The position of the parameter with a name or alias; -1 if there is none. Default: -1.</summary>
    internal virtual int IndexOf(string name) => -1;

    /// <summary>The dtype of the elements of a parameter that is declared as an array or list of floats; null for other parameters.</summary>
    internal virtual DType? Floats(int parameter) => null;

    /// <summary>The first parameter whose argument is missing in a call. Default: the first that is not given and declares no default.</summary>
    /// <param name="given">Whether an argument is given, for each parameter.</param>
    /// <returns>Its index; -1 if the call is complete.</returns>
    internal virtual int FirstMissing(IReadOnlyList<bool> given) => Enumerable.Range(0, given.Count).FirstOrDefault(p => !given[p] && !HasDefault(p), -1);

    /// <summary>Whether a parameter is static: its argument is compared by equality and passed on unchanged instead of being traced. Default: false.</summary>
    public virtual bool IsStatic(int parameter) => false;

    /// <summary>Whether the code can run on the current thread. A script block runs only on the thread of its runspace. Default: true.</summary>
    public virtual bool RunsHere => true;

    /// <summary>The code itself, by which bodies are equal: each conversion makes a body of its own.</summary>
    internal virtual object Code => this;

    /// <summary>A function of any number of trees.</summary>
    public static implicit operator Body(Func<object?[], object?> f) => new DelegateBody(f, f);

    /// <summary>A function of one value.</summary>
    public static implicit operator Body(Func<Value, Value> f) => new DelegateBody(f, x => f((Value)x[0]!));

    /// <summary>A function of two values.</summary>
    public static implicit operator Body(Func<Value, Value, Value> f) => new DelegateBody(f, x => f((Value)x[0]!, (Value)x[1]!));

    /// <summary>A function of three values.</summary>
    public static implicit operator Body(Func<Value, Value, Value, Value> f) => new DelegateBody(f, x => f((Value)x[0]!, (Value)x[1]!, (Value)x[2]!));

    sealed class DelegateBody(Delegate code, Func<object?[], object?> f) : Body
    {
        internal override object Code => code;

        public override object? Invoke(object?[] arguments) => f(arguments);
    }
}
