using CsCheck;

namespace Autodiff.Core.Tests.Functions;

/// <summary>Random programs with conditions, loops and early returns agree with plain arithmetic on the same paths.</summary>
public class RandomProgramTests
{
    // Three variables. The first starts as the argument.
    const int Variables = 3;

    abstract record Expression
    {
        public sealed record Variable(int Index) : Expression;
        public sealed record Constant(double Value) : Expression;
        public sealed record Operation(char Kind, Expression X, Expression Y) : Expression;

        public T Evaluate<T>(T[] variables) where T : IScalar<T> => this switch
        {
            Variable v => variables[v.Index],
            Constant c => T.Of(c.Value),
            Operation { Kind: '+' } o => o.X.Evaluate(variables) + o.Y.Evaluate(variables),
            Operation { Kind: '-' } o => o.X.Evaluate(variables) - o.Y.Evaluate(variables),
            // Products are kept small, to avoid overflow.
            Operation { Kind: '*' } o => T.Sin(o.X.Evaluate(variables)) * o.Y.Evaluate(variables),
            Operation o => o.X.Evaluate(variables) / (T.Of(2) + T.Sin(o.Y.Evaluate(variables))),
            _ => throw new InvalidOperationException(),
        };

        public override string ToString() => this switch
        {
            Variable v => "xyz"[v.Index].ToString(),
            Constant c => c.Value.ToString(System.Globalization.CultureInfo.InvariantCulture),
            Operation { Kind: '*' } o => $"(sin({o.X}) * {o.Y})",
            Operation { Kind: '/' } o => $"({o.X} / (2 + sin({o.Y})))",
            Operation o => $"({o.X} {o.Kind} {o.Y})",
            _ => "",
        };
    }

    abstract record Statement
    {
        public sealed record Assign(int To, Expression Value) : Statement;
        public sealed record If(Expression X, Expression Y, Statement[] Then, Statement[] Else) : Statement;
        public sealed record While(Expression X, int AtMost, Statement[] Body) : Statement;
        public sealed record Return(Expression X) : Statement;
        public sealed record Call(int To, Expression X, Expression Y) : Statement;
        public sealed record Loop(int To, Expression X, Expression Step) : Statement;

        /// <summary>Runs the statement.</summary>
        /// <returns>Whether the program has returned. Its result is in the first variable.</returns>
        public bool Run<T>(T[] v) where T : IScalar<T>
        {
            switch (this)
            {
                case Assign a:
                    v[a.To] = a.Value.Evaluate(v);
                    return false;
                case If i:
                    return Run(i.X.Evaluate(v) > i.Y.Evaluate(v) ? i.Then : i.Else, v);
                case While w:
                    for (int n = 0; n < w.AtMost && w.X.Evaluate(v) < T.Of(n); n++)
                        if (Run(w.Body, v)) return true;
                    return false;
                case Return r:
                    v[0] = r.X.Evaluate(v);
                    return true;
                // A function with conditions on its argument and on variables around it.
                case Call c:
                    v[c.To] = T.CallNew(a => a > c.Y.Evaluate(v) ? a * a : a + c.Y.Evaluate(v), c.X.Evaluate(v));
                    return false;
                case Loop l:
                    v[l.To] = T.Loop(2, c => l.Step.Evaluate(v) > 0 ? T.Sin(c) : c + l.Step.Evaluate(v), l.X.Evaluate(v));
                    return false;
                default:
                    throw new InvalidOperationException();
            }
        }

        public static bool Run<T>(Statement[] statements, T[] v) where T : IScalar<T> => Array.Exists(statements, s => s.Run(v));

        public override string ToString() => this switch
        {
            Assign a => $"{"xyz"[a.To]} = {a.Value};",
            If i => $"if ({i.X} > {i.Y}) {{ {string.Join(" ", (object[])i.Then)} }} else {{ {string.Join(" ", (object[])i.Else)} }}",
            While w => $"for (n < {w.AtMost} && {w.X} < n) {{ {string.Join(" ", (object[])w.Body)} }}",
            Return r => $"return {r.X};",
            Call c => $"{"xyz"[c.To]} = call({c.X}, {c.Y});",
            Loop l => $"{"xyz"[l.To]} = loop({l.X}, {l.Step});",
            _ => "",
        };
    }

    static readonly Gen<double> constants = Gen.Int[-20, 20].Select(i => i / 8.0);

    static readonly Gen<Expression> expressions = Gen.Recursive<Expression>((depth, self) =>
    {
        var leaf = Gen.OneOf<Expression>(Gen.Int[0, Variables - 1].Select(i => new Expression.Variable(i)), constants.Select(c => new Expression.Constant(c)));
        return depth >= 2 ? leaf : Gen.OneOf(leaf, Gen.Select(Gen.Char["+-*/"], self, self, (k, x, y) => (Expression)new Expression.Operation(k, x, y)));
    });

    static readonly Gen<Statement> statements = Gen.Recursive<Statement>((depth, self) =>
    {
        var target = Gen.Int[0, Variables - 1];
        Gen<Statement> assign = Gen.Select(target, expressions, (t, e) => (Statement)new Statement.Assign(t, e));
        if (depth >= 3) return assign;
        var block = self.Array[1, 3];
        return Gen.Frequency(
            (4, assign),
            (3, Gen.Select(expressions, expressions, block, block, (x, y, a, b) => (Statement)new Statement.If(x, y, a, b))),
            (2, Gen.Select(expressions, Gen.Int[1, 4], block, (x, n, b) => (Statement)new Statement.While(x, n, b))),
            (1, expressions.Select(e => (Statement)new Statement.Return(e))),
            (1, Gen.Select(target, expressions, expressions, (t, x, y) => (Statement)new Statement.Call(t, x, y))),
            (1, Gen.Select(target, expressions, expressions, (t, x, y) => (Statement)new Statement.Loop(t, x, y))));
    });

    static readonly Gen<Statement[]> programs = statements.Array[2, 5];

    static T Run<T>(Statement[] program, T x) where T : IScalar<T>
    {
        T[] v = [x, T.Of(0.5), T.Of(-1)];
        Statement.Run(program, v);
        return v[0] + v[1] * v[2];
    }

    [Fact]
    public void Values_and_derivatives_are_those_of_plain_arithmetic() => Gen.Select(programs, constants.Array[8]).Sample((program, at) =>
    {
        int runs = 0;
        var f = Function.Of("f", ["x", "w"], (Func<Value, Value, Value>)((x, w) =>
        {
            runs++;
            return Run(program, new Traced(x)).Value * w;
        }));
        var (gradient, hessian, mapped) = (f.Gradient("x"), f.Hessian(new JacobianOptions { Mode = DifferentiationMode.Auto, Parameters = ["x"] }), f.Gradient("x").Vmap(new VmapOptions { InAxes = [null, 0] }));
        foreach (double x in at)
        {
            var expected = Run(program, new Jet(x, 1));
            Close(expected.Value, f.Call(x, 1.0));
            Close(expected.First, gradient.Call(x, 1.0));
            Close(expected.Second, hessian.Call(x, 1.0));
            Close([expected.First, -2 * expected.First], mapped.Call(x, new[] { 1.0, -2 }));
        }
        Graphs.WellFormed.Traced(f, gradient, hessian, mapped);
        int traced = runs;
        foreach (double x in at) Close(Run(program, new Jet(x, 1)).First, gradient.Call(x, 1.0));
        Assert.Equal(traced, runs);
    }, iter: 100, threads: 1, print: p => $"at {string.Join(", ", p.Item2)}: {string.Join(" ", (object[])p.Item1)}");

    static void Close(double expected, object? actual) => Close([expected], actual);

    static void Close(double[] expected, object? actual) =>
        Assert.Equal(expected, Laws.Numeric.Doubles((Value)actual!), (e, a) => e.Equals(a) || Math.Abs(e - a) <= 1e-9 * Math.Max(1, Math.Abs(e)));
}
