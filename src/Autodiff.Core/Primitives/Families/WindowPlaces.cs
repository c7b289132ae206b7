namespace Autodiff.Families;

/// <summary>The elements of an operand in each window: window by window, and within a window in row-major order.</summary>
readonly ref struct WindowPlaces(WindowDimensions dimensions, Shape x, Shape result)
{
    public Enumerator GetEnumerator() => new(dimensions, x, result);

    internal ref struct Enumerator
    {
        readonly WindowDimensions dimensions;
        readonly Shape x, result;
        // The numbers of the window and of the row in it. The elements of a row are adjacent.
        readonly int[] window, row;
        readonly long windows;
        int number, element, end;
        bool isNew = true;

        public Enumerator(WindowDimensions dimensions, Shape x, Shape result)
        {
            (this.dimensions, this.x, this.result, windows) = (dimensions, x, result, dimensions.Sizes.Contains(0) ? 0 : result.Size);
            (window, row) = (new int[x.Rank], new int[Math.Max(0, x.Rank - 1)]);
        }

        /// <summary>The number of the window, and the position of the element in the operand.</summary>
        public readonly (int Window, int Element) Current => (number, element);

        public bool MoveNext()
        {
            if (++element < end) return true;
            while (number < windows)
            {
                if (isNew || Step(row, dimensions.Sizes.Span))
                {
                    isNew = false;
                    if (FindRow()) return true;
                    continue;
                }
                Step(window, result.Dims);
                (number, isNew) = (number + 1, true);
            }
            return false;
        }

        // Whether the row has elements of the operand, not only padding.
        bool FindRow()
        {
            int before = 0, last = row.Length;
            for (int axis = 0; axis < last; axis++)
            {
                int at = Start(axis) + row[axis];
                if (at < 0 || at >= x[axis]) return false;
                before = before * x[axis] + at;
            }
            var (from, to) = x.Rank == 0 ? (0, 1) : (Math.Max(0, Start(last)), Math.Min(x[last], Start(last) + dimensions.Sizes[last]));
            int length = x.Rank == 0 ? 1 : x[last];
            (element, end) = (before * length + from, before * length + to);
            return from < to;
        }

        readonly int Start(int axis) => window[axis] * dimensions.Strides[axis] - dimensions.Low[axis];

        // Advances to the next index in row-major order. At the end returns false and starts again.
        static bool Step(int[] index, ReadOnlySpan<int> sizes)
        {
            for (int axis = index.Length - 1; axis >= 0; axis--)
            {
                if (++index[axis] < sizes[axis]) return true;
                index[axis] = 0;
            }
            return false;
        }
    }
}
