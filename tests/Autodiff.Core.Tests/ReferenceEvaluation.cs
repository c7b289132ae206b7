using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Autodiff.Tracing;

namespace Autodiff.Core.Tests;

/// <summary>In these tests operations outside functions are computed by plain loops: they are what backends are tested against.</summary>
static class ReferenceEvaluation
{
    [SuppressMessage("Usage", "CA2255", Justification = "No test may run before.")]
    [ModuleInitializer]
    internal static void Use() => EvaluationTrace.Eager = EvaluationTrace.Instance;
}
