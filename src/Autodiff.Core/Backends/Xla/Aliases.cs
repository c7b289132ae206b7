using Autodiff.Graphs;

namespace Autodiff.Backends.Xla;

/// <summary>Which result takes the memory of which argument that the caller gives up: the first of its type, as JAX assigns them (jax/_src/interpreters/mlir.py).</summary>
static class Aliases
{
    /// <param name="graph">The program.</param>
    /// <param name="donated">The inputs that are given up; further ones are not.</param>
    /// <param name="guards">So many of the last outputs are read at once, and alias nothing.</param>
    /// <returns>The output for each input; -1 where there is none.</returns>
    public static int[] Of(Graph graph, bool[] donated, int guards)
    {
        var (inputs, outputs) = (graph.InputTypes, graph.OutputTypes[..^guards]);
        var r = new int[inputs.Length];
        var isTaken = new bool[outputs.Length];
        for (int i = 0; i < r.Length; i++)
        {
            r[i] = i < donated.Length && donated[i] ? First(outputs, isTaken, inputs[i].Strong) : -1;
            if (r[i] >= 0) isTaken[r[i]] = true;
        }
        return r;
    }

    /// <summary>The same as attributes of the inputs, as JAX writes them.</summary>
    public static string[] Notes(int[] results) => Array.ConvertAll(results, r => r >= 0 ? $"tf.aliasing_output = {r} : i32" : "");

    static int First(TensorType[] outputs, bool[] isTaken, TensorType type)
    {
        for (int j = 0; j < outputs.Length; j++)
            if (!isTaken[j] && outputs[j].Strong == type) return j;
        return -1;
    }
}
