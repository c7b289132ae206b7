using Autodiff.Tracing.Paths;

namespace Autodiff.Functions;

/// <summary>The source of a function: code that is traced, or a stored program. It makes a specialization for each signature and path.</summary>
abstract class FunctionSource
{
    /// <summary>The user's code; null if there is none.</summary>
    public virtual Body? Body => null;

    /// <inheritdoc cref="Body.FreeVariables"/>
    public virtual object? FreeVariables() => null;

    /// <inheritdoc cref="Body.HasDefault"/>
    public virtual bool HasDefault(int parameter) => false;

    /// <inheritdoc cref="Body.FirstMissing"/>
    public virtual int FirstMissing(IReadOnlyList<bool> given) => given.ToArray().AsSpan().IndexOf(false);

    /// <inheritdoc cref="Body.IsStatic"/>
    public virtual bool IsStatic(int parameter) => false;

    /// <summary>Whether it can make specializations on this thread.</summary>
    public virtual bool RunsHere => true;

    /// <summary>Checks that the function can be transformed.</summary>
    /// <exception cref="AdException">It has no rules.</exception>
    public virtual void RequireRules() { }

    /// <summary>Makes the specialization for a call.</summary>
    /// <param name="name">The name of the function.</param>
    /// <param name="signature">The signature of the call.</param>
    /// <param name="arguments">The arguments of the call.</param>
    /// <param name="path">Records the conditions.</param>
    public abstract Specialization Specialize(string name, Signature signature, Arguments arguments, PathRecord path);
}
