using Autodiff.Graphs;

namespace Autodiff.Backends.Xla;

/// <summary>Assigns donated arguments to results that reuse their memory: the first result of the same type, as in JAX (jax/_src/interpreters/mlir.py).</summary>
static class Aliases
{
    /// <param name="graph">The program.</param>
    /// <param name="donated">The donated inputs. Inputs after its end are not donated.</param>
    /// <param name="guards">The number of guards, the last outputs. They are read at once and alias nothing.</param>
    /// <returns>The output for each input, or -1.</returns>
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

    /// <summary>The aliases as attributes of the inputs, in JAX's format.</summary>
    public static string[] Notes(int[] results) => Array.ConvertAll(results, r => r >= 0 ? $"tf.aliasing_output = {r} : i32" : "");

    static int First(TensorType[] outputs, bool[] isTaken, TensorType type)
    {
        for (int j = 0; j < outputs.Length; j++)
            if (!isTaken[j] && outputs[j].Strong == type) return j;
        return -1;
    }
}
