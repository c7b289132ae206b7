using System.Numerics;
using System.Runtime.CompilerServices;

namespace Autodiff.Graphs;

/// <summary>Finds an equation in a list that computes the same as another. It is an open-addressing hash table of positions in the list.</summary>
readonly ref struct EquationTable
{
    readonly PooledList<Equation> equations;
    readonly Scratch<int> places;
    readonly int mask;

    /// <param name="equations">The list. The caller adds equations that are not found.</param>
    /// <param name="capacity">The greatest number of equations.</param>
    public EquationTable(PooledList<Equation> equations, int capacity)
    {
        int size = (int)BitOperations.RoundUpToPowerOf2((uint)capacity * 2 + 1);
        this.equations = equations;
        places = new(size);
        mask = size - 1;
    }

    /// <summary>
    /// The position of an equation with this primitive and these inputs. If there is none it is -1, and the position of the next equation of the list is recorded.
    /// </summary>
    public int FindOrAdd(Primitive primitive, Value[] x)
    {
        int at = Hash(primitive, x) & mask;
        while (places[at] > 0)
        {
            int place = places[at] - 1;
            if (equations[place].Primitive.Equals(primitive) && Same(equations[place].Inputs, x)) return place;
            at = (at + 1) & mask;
        }
        places[at] = equations.Count + 1;
        return -1;
    }

    /// <summary>Returns the memory to the pool.</summary>
    public void Dispose() => places.Dispose();

    static bool Same(Value[] x, Value[] y)
    {
        if (x.Length != y.Length) return false;
        for (int i = 0; i < x.Length; i++)
            if (!ReferenceEquals(x[i], y[i]) && !(x[i] is Tensor { IsSplat: true } s && y[i] is Tensor t && s.SameBits(t))) return false;
        return true;
    }

    static int Hash(Primitive primitive, Value[] x)
    {
        uint h = (uint)primitive.GetHashCode();
        foreach (var v in x) h = (h ^ (uint)Hash(v)) * 0x9E3779B1;
        return (int)(h >> 7);
    }

    static int Hash(Value v) => v switch
    {
        Variable u => u.Index,
        Tensor { IsSplat: true } t => t.BitsHash(),
        _ => RuntimeHelpers.GetHashCode(v),
    };
}
