using System.Text;

namespace TorchSharp;

/// <summary>Julia's form: right-aligned columns as far as the line is wide, a table for each index of the leading dimensions.</summary>
internal sealed class TablePrinter(TensorElements elements, PrintOptions options)
{
    private const string Ellipsis = "...";
    private readonly StringBuilder _text = new();

    internal string Print()
    {
        if (elements.Rank == 0)
            return $", value = {elements[0]}";
        long columns = elements.Shape[^1];
        long rows = elements.Rank > 1 ? elements.Shape[^2] : 1;
        long[] leading = elements.Shape[..^Math.Min(2, elements.Rank)];
        for (long table = 0; table < leading.TotalSize(); table++)
        {
            _text.Append(options.NewLine);
            if (leading.Length > 0)
                _text.Append($"[{string.Join(',', Indices(table, leading))},..,..] =").Append(options.NewLine);
            PrintTable(table * rows * columns, rows, columns);
        }
        return _text.ToString();
    }

    private void PrintTable(long start, long rows, long columns)
    {
        var cells = new List<List<string>>();
        for (long row = 0; row < rows; row++)
            cells.Add(FittingCells(start + row * columns, columns));
        int shown = rows == 0 ? 0 : cells.Min(row => row.Count);
        int[] widths = [.. Enumerable.Range(0, shown).Select(column => cells.Max(row => row[column].Length))];
        foreach (var row in cells)
        {
            for (int column = 0; column < shown; column++)
                _text.Append(' ').Append(row[column].PadLeft(widths[column]));
            _text.Append(shown < columns ? " " + Ellipsis : "").Append(options.NewLine);
        }
    }

    private List<string> FittingCells(long start, long count)
    {
        var cells = new List<string>();
        int left = options.LineWidth;
        for (long i = 0; i < count; i++)
        {
            string cell = elements[start + i];
            if (left < cell.Length + Ellipsis.Length + 1)
                break;
            cells.Add(cell);
            left -= cell.Length + 1;
        }
        return cells;
    }

    private static long[] Indices(long position, long[] shape)
    {
        var indices = new long[shape.Length];
        for (int i = shape.Length - 1; i >= 0; i--)
            (position, indices[i]) = Math.DivRem(position, shape[i]);
        return indices;
    }
}
