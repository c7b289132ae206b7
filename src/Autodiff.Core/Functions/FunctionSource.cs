using Autodiff.Tracing.Paths;

namespace Autodiff.Functions;

/// <summary>What a function is made of: code that is traced, or a program that is stored. It gives a specialization for each signature and path.</summary>
abstract class FunctionSource
{
    /// <summary>The user's code, where there is some.</summary>
    public virtual Body? Body => null;

    /// <inheritdoc cref="Body.FreeVariables"/>
    public virtual object? FreeVariables() => null;

    /// <inheritdoc cref="Body.HasDefault"/>
    public virtual bool HasDefault(int parameter) => false;

    /// <inheritdoc cref="Body.FirstMissing"/>
    public virtual int FirstMissing(IReadOnlyList<bool> given) => given.ToArray().AsSpan().IndexOf(false);

    /// <inheritdoc cref="Body.IsStatic"/>
    public virtual bool IsStatic(int parameter) => false;

    /// <summary>Whether it gives specializations on this thread.</summary>
    public virtual bool RunsHere => true;

    /// <summary>Refuses to be transformed, where there are no rules.</summary>
    /// <exception cref="AdException">There are none.</exception>
    public virtual void RequireRules() { }

    /// <summary>The specialization for a call.</summary>
    /// <param name="name">What the function is called.</param>
    /// <param name="signature">The signature of the call.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="path">Is given the conditions that are met.</param>
    public abstract Specialization Specialize(string name, Signature signature, Arguments arguments, PathRecord path);
}
