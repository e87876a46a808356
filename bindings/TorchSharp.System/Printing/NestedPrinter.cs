using System.Text;

namespace TorchSharp;

/// <summary>NumPy's form, and that of a C# array initializer: one pair of brackets for each dimension, the middle of long ones left out.</summary>
internal sealed class NestedPrinter(TensorElements elements, PrintOptions options, bool literals)
{
    private readonly StringBuilder _text = new();
    private readonly string _suffix = !literals ? "" : elements.Type switch
    {
        torch.ScalarType.Int64 => "L",
        torch.ScalarType.Float16 or torch.ScalarType.BFloat16 or torch.ScalarType.Float32 => "f",
        _ => "",
    };

    internal string Print()
    {
        if (elements.Rank == 0)
            return elements[0];
        if (literals)
            _text.Append(elements.Rank > 1 ? options.NewLine : "").Append($"{TypeName} [{new string(',', elements.Rank - 1)}] ");
        PrintDimension(0, 0);
        return _text.ToString();
    }

    private string TypeName => elements.Type switch
    {
        torch.ScalarType.Bool => "bool",
        torch.ScalarType.Byte => "byte",
        torch.ScalarType.Int8 => "sbyte",
        torch.ScalarType.Int16 => "short",
        torch.ScalarType.Int32 => "int",
        torch.ScalarType.Int64 => "long",
        torch.ScalarType.Float32 => "float",
        torch.ScalarType.Float64 => "double",
        torch.ScalarType.ComplexFloat32 => "complex32",
        torch.ScalarType.ComplexFloat64 => "complex64",
        var other => other.ToString().ToLowerInvariant(),
    };

    private void PrintDimension(int depth, long start)
    {
        bool outerLiteral = literals && depth == 0 && elements.Rank > 1;
        _text.Append(literals ? '{' : '[').Append(outerLiteral ? options.NewLine + ' ' : "");
        if (depth == elements.Rank - 1)
            PrintCells(start);
        else
            PrintRows(depth, start);
        _text.Append(outerLiteral ? options.NewLine : "").Append(literals ? '}' : ']');
    }

    private void PrintCells(long start)
    {
        long count = elements.Shape[^1];
        foreach (long i in Shown(count, options.MaxColumns))
        {
            if (i < 0)
                _text.Append("... ");
            else
                _text.Append(elements[start + i]).Append(_suffix).Append(i < count - 1 ? ", " : "");
        }
    }

    private void PrintRows(int depth, long start)
    {
        long count = elements.Shape[depth];
        long size = elements.Shape[(depth + 1)..].TotalSize();
        string indent = new(' ', depth + 1);
        string lineBreak = literals ? options.NewLine : string.Concat(Enumerable.Repeat(options.NewLine, elements.Rank - depth - 1));
        foreach (long i in Shown(count, options.MaxRows))
        {
            _text.Append(i == 0 ? "" : indent);
            if (i < 0)
                _text.Append("...").Append(lineBreak);
            else
                PrintDimension(depth + 1, start + i * size);
            if (i >= 0 && i < count - 1)
                _text.Append(literals ? "," : "").Append(lineBreak);
        }
    }

    /// <summary>All positions, or the first and last ones with -1 for those between.</summary>
    private static IEnumerable<long> Shown(long count, int limit)
    {
        int last = limit / 2, first = limit - last;
        for (long i = 0; i < count; i++)
        {
            if (count > limit && i == first)
            {
                yield return -1;
                i = count - last;
            }
            if (i < count)
                yield return i;
        }
    }
}
