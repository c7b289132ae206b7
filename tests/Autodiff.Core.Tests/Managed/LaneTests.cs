using System.Text.RegularExpressions;
using Autodiff.Backends.Managed;
using Autodiff.Core.Tests.Architecture;
using Autodiff.Core.Tests.Laws;
using Autodiff.Families;
using Autodiff.Lanes;
using Autodiff.Tracing;

namespace Autodiff.Core.Tests.Managed;

/// <summary>Code for lanes computes the same bits at every width, wherever in an array an element stands, and what the plain loops compute.</summary>
[Collection(nameof(Machine))]
public class LaneTests
{
    static readonly double[] samples =
    [
        0, -0.0, 1, -1, 0.5, -2.5, 3, 0.1, -0.3, 1e-4, 17, -17, 88, 89, -103, 1e5, 3e5, 1e-40, -1e-45, 1e30, -1e30,
        double.PositiveInfinity, double.NegativeInfinity, double.NaN,
    ];

    public static TheoryData<string, string> Code()
    {
        var r = new TheoryData<string, string>();
        foreach (var p in Primitives())
            foreach (var d in DType.All)
                if (!d.IsNarrow && Takes(p, d)) r.Add(p.ToString(), d.Name);
        return r;
    }

    [Theory, MemberData(nameof(Code))]
    public void Every_width_gives_the_same_bits(string primitive, string dtype) => Check(primitive, dtype, (expected, actual, rounds, what) =>
    {
        if (rounds) Numeric.Close(expected, actual, 2e-6, what);
        else Numeric.Same(expected, actual, what);
    });

    static void Check(string name, string dtype, Action<Tensor, Tensor, bool, string> near)
    {
        var p = Primitives().Single(q => q.ToString() == name);
        // Sizes around a vector and a block: an element stands at every place of a register.
        foreach (int size in (int[])[1, 3, 15, 16, 17, 64, 100, 1023, 1024, 1025, 4097])
        {
            var x = Operands(p, dtype, size);
            var type = p.InferOne(Array.ConvertAll(x, v => v.Type));
            var expected = p.Evaluate(x, type);
            Tensor? first = null;
            foreach (int width in (int[])[128, 256, 512])
            {
                int before = Registers.Width;
                try
                {
                    Registers.Width = width;
                    var actual = p.Evaluate(x, type, ManagedKernels.Of(p)!);
                    near(expected, actual, p is Unary && type.DType == DType.F32, $"{name} of {x[0].Type} at {width} bits");
                    Numeric.Same(first ??= actual, actual, $"{name} of {x[0].Type} at {width} bits");
                }
                finally
                {
                    Registers.Width = before;
                }
            }
        }
    }

    [Theory]
    [InlineData(256)]
    [InlineData(128)]
    public void The_files_of_the_widths_differ_by_the_width(int width)
    {
        // Instructions that one width has alone, and the widening of narrower registers, are what may differ.
        string Plain(int w) => Regex.Replace(string.Join('\n', File.ReadAllLines(Path.Combine(Sources.Root, $"src/Autodiff.Core/Lanes/Lanes{w}.cs")).Where(l => !l.Contains("Avx512F") && !l.Contains("X86") && !l.Contains("Widen") && !l.Contains("Without an instruction") && !l.Contains("Two powers"))), @"\b(Lanes|Vector)" + w + @"\b|\b" + w + " bits", "$1W");
        Assert.Equal(Plain(512), Plain(width));
    }

    static Tensor[] Operands(SingleResult p, string dtype, int size)
    {
        Tensor Filled(int salt) => Numeric.Tensor(new(dtype, new Shape(size)), [.. Enumerable.Range(0, size).Select(i => Fit(samples[(i * 7 + salt) % samples.Length], dtype))]);
        return p switch
        {
            Select => [Numeric.Tensor(new(DType.Bool, new Shape(size)), [.. Enumerable.Range(0, size).Select(i => i % 3 == 0 ? 1.0 : 0)]), Filled(1), Filled(2)],
            Binary or Compare => [Filled(1), Filled(2)],
            _ => [Filled(1)],
        };
    }

    static double Fit(double x, string dtype) => DType.Parse(dtype).IsFloat ? x : double.IsNaN(x) ? 7 : Math.Clamp(Math.Truncate(x), dtype == "u32" ? 0 : -1000, 1000);

    static IEnumerable<SingleResult> Primitives() =>
    [
        .. from t in typeof(SingleResult).Assembly.GetTypes()
           where !t.IsAbstract && (t.IsSubclassOf(typeof(Unary)) || t.IsSubclassOf(typeof(UnaryNumber)) || t.IsSubclassOf(typeof(Binary)) || t == typeof(Negate) || t == typeof(Not) || t == typeof(Select) || t == typeof(IsFinite)) && t.GetConstructor([]) is not null
           select (SingleResult)Activator.CreateInstance(t)!,
        .. Enum.GetValues<Comparison>().Select(c => new Compare(c)),
        .. DType.All.Where(d => !d.IsNarrow).Select(d => new ConvertType(d)),
    ];

    static bool Takes(SingleResult p, DType dtype)
    {
        try
        {
            var x = Operands(p, dtype.Name, 1);
            return p.Block(x[^1].DType, p.InferOne(Array.ConvertAll(x, v => v.Type)).DType) is not null && p.Evaluate(x).Length == 1;
        }
        catch (AdException)
        {
            return false;
        }
    }
}
