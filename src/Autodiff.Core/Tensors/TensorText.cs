using System.Globalization;
using System.Text;

namespace Autodiff;

/// <summary>
/// Formats a tensor as NumPy does (numpy/_core/arrayprint.py): brackets, one line for each row, columns of one width. Of a large tensor only the edges are shown.
/// </summary>
static class TensorText
{
    const int Threshold = 1000, EdgeItems = 3, LineWidth = 75;
    const string Omitted = "...";

    public static string Write(Tensor t, string? format)
    {
        if (t.Rank == 0) return t.At(0) is IFormattable f ? f.ToString(format, CultureInfo.InvariantCulture) : t.At(0).ToString()!;
        if (t.Size == 0) return "[]";
        var shape = t.Type.Shape;
        bool summarise = t.Size > Threshold;
        var shown = new List<long>();
        Visit(shape, summarise, 0, 0, shown.Add);
        var words = ElementText.Write(t, shown, format);
        int next = 0;
        return Rows(shape, summarise, 0, " ", LineWidth, () => words[next++]);
    }

    static void Visit(Shape shape, bool summarise, int axis, long start, Action<long> visit)
    {
        if (axis == shape.Rank)
        {
            visit(start);
            return;
        }
        int n = shape[axis];
        bool edges = summarise && n > 2 * EdgeItems;
        for (int i = 0; i < n; i++)
        {
            if (edges && i == EdgeItems) i = n - EdgeItems;
            Visit(shape, summarise, axis + 1, start * n + i, visit);
        }
    }

    static string Rows(Shape shape, bool summarise, int axis, string indent, int width, Func<string> word)
    {
        int n = shape[axis], left = shape.Rank - axis;
        bool edges = summarise && n > 2 * EdgeItems;
        var lines = new StringBuilder();
        var line = new StringBuilder(indent);
        for (int i = 0; i < n; i++)
        {
            if (edges && i == EdgeItems)
            {
                Append(Omitted, false);
                i = n - EdgeItems;
            }
            Append(left == 1 ? word() : Rows(shape, summarise, axis + 1, indent + " ", width - 1, word), i == n - 1);
        }
        return "[" + lines.Append(line).ToString(indent.Length, lines.Length - indent.Length) + "]";

        void Append(string item, bool last)
        {
            if (left == 1)
            {
                if (line.Length + item.Length > width - 1 && line.Length > indent.Length)
                {
                    lines.Append(line.ToString().TrimEnd()).Append('\n');
                    line.Clear().Append(indent);
                }
                line.Append(item).Append(last ? "" : " ");
                return;
            }
            lines.Append(indent).Append(item).Append(last ? "" : new string('\n', left - 1));
            line.Clear();
        }
    }
}
