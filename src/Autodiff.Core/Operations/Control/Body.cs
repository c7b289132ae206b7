namespace Autodiff;

/// <summary>Code that the user gives to be traced: a script block, or a C# function of values.</summary>
public abstract class Body
{
    /// <summary>Runs it on trees of values; what it gives is a tree.</summary>
    public abstract object? Invoke(object?[] arguments);

    /// <summary>What it reads and never assigns, as an object that has value equality: a trace holds for as long as that is equal. Null where there is nothing.</summary>
    public virtual object? FreeVariables() => null;

    /// <summary>Whether an argument may be left out: it is then <see cref="System.Reflection.Missing.Value"/>.</summary>
    public virtual bool HasDefault(int parameter) => false;

    /// <summary>Whether an argument is compared by equality and handed on as it is, not traced.</summary>
    public virtual bool IsStatic(int parameter) => false;

    /// <summary>Whether it can be run on this thread: a script block runs only on its runspace's.</summary>
    public virtual bool RunsHere => true;

    /// <summary>A function of any number of trees.</summary>
    public static implicit operator Body(Func<object?[], object?> f) => new DelegateBody(f);

    /// <summary>A function of one value.</summary>
    public static implicit operator Body(Func<Value, Value> f) => new DelegateBody(x => f((Value)x[0]!));

    /// <summary>A function of two values.</summary>
    public static implicit operator Body(Func<Value, Value, Value> f) => new DelegateBody(x => f((Value)x[0]!, (Value)x[1]!));

    /// <summary>A function of three values.</summary>
    public static implicit operator Body(Func<Value, Value, Value, Value> f) => new DelegateBody(x => f((Value)x[0]!, (Value)x[1]!, (Value)x[2]!));

    sealed class DelegateBody(Func<object?[], object?> f) : Body
    {
        public override object? Invoke(object?[] arguments) => f(arguments);
    }
}
