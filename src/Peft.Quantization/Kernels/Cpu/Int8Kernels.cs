using System.Runtime.Intrinsics;

namespace Peft.Quantization.Kernels.Cpu;

/// <summary>Row-wise int8, as LLM.int8 has it (Dettmers et al., arXiv 2208.07339, section 2): code = round(value · 127 / absmax of its row), halfway to even.</summary>
internal static unsafe class Int8Kernels
{
    // What bitsandbytes multiplies with, not quite 1 / 127.
    internal const float CodeUnit = 0.007874015718698502f;

    // What one thread takes at a time, in elements.
    private const int Chunk = 1 << 15;

    /// <summary>Finds absmax and codes of every row.</summary>
    /// <param name="values">[rows, columns].</param>
    /// <param name="codes">Receives [rows, columns].</param>
    /// <param name="absmax">Receives [rows].</param>
    /// <param name="threads">The largest number of threads to use.</param>
    internal static void QuantizeRows(ReadOnlySpan<float> values, Span<sbyte> codes, Span<float> absmax, int threads = 1)
    {
        int columns = values.Length / absmax.Length;
        fixed (float* source = values, scales = absmax)
        fixed (sbyte* target = codes)
        {
            float* from = source, scale = scales;
            sbyte* to = target;
            ParallelBlocks.Run(absmax.Length, Chunk / columns, threads, (first, count) =>
            {
                for (int row = first; row < first + count; row++)
                    scale[row] = QuantizeRow(new ReadOnlySpan<float>(from + ((long)row * columns), columns), new Span<sbyte>(to + ((long)row * columns), columns));
            });
        }
    }

    /// <summary>value = code · absmax of its row / 127, in the order and with the constant of bitsandbytes.</summary>
    internal static void DequantizeRows(ReadOnlySpan<sbyte> codes, ReadOnlySpan<float> absmax, Span<float> values)
    {
        int columns = values.Length / absmax.Length;
        for (int row = 0; row < absmax.Length; row++)
        {
            ReadOnlySpan<sbyte> source = codes.Slice(row * columns, columns);
            Span<float> target = values.Slice(row * columns, columns);
            for (int column = 0; column < columns; column++)
                target[column] = source[column] * absmax[row] * CodeUnit;
        }
    }

    /// <summary>Finds the columns with a magnitude of at least <paramref name="threshold"/>, and copies the values without such magnitudes.</summary>
    /// <param name="values">[rows, columns].</param>
    /// <param name="columns">The number of columns.</param>
    /// <param name="threshold">Above 0.</param>
    /// <param name="rest">Receives the values, with zeros for outliers.</param>
    /// <returns>The columns, in ascending order.</returns>
    internal static int[] SplitOutliers(ReadOnlySpan<float> values, int columns, float threshold, Span<float> rest)
    {
        var isOutlier = new bool[columns];
        for (int i = 0; i < values.Length; i++)
        {
            bool outlier = Math.Abs(values[i]) >= threshold;
            rest[i] = outlier ? 0 : values[i];
            isOutlier[i % columns] |= outlier;
        }
        return [.. Enumerable.Range(0, columns).Where(column => isOutlier[column])];
    }

    /// <summary>Clears columns of codes.</summary>
    internal static void ClearColumns(Span<sbyte> codes, int columns, ReadOnlySpan<int> cleared)
    {
        for (int row = 0; row < codes.Length; row += columns)
        {
            foreach (int column in cleared)
                codes[row + column] = 0;
        }
    }

    /// <summary>The plain loops that <see cref="QuantizeRows"/> must match to the bit.</summary>
    internal static float QuantizeRowReference(ReadOnlySpan<float> values, Span<sbyte> codes)
    {
        float absmax = 0;
        foreach (float value in values)
            absmax = Math.Max(absmax, Math.Abs(value));
        float scale = Scale(absmax);
        for (int i = 0; i < values.Length; i++)
            codes[i] = (sbyte)MathF.Round(values[i] * scale);
        return absmax;
    }

    private static float QuantizeRow(ReadOnlySpan<float> values, Span<sbyte> codes)
    {
        const int Step = 32;
        int whole = values.Length - (values.Length % Step);
        float absmax = Magnitude.Largest(values);
        float scale = Scale(absmax);
        for (int i = 0; i < whole; i += Step)
        {
            Vector256<short> first = Vector256.NarrowWithSaturation(Codes(values[i..], scale), Codes(values[(i + 8)..], scale));
            Vector256<short> second = Vector256.NarrowWithSaturation(Codes(values[(i + 16)..], scale), Codes(values[(i + 24)..], scale));
            Vector256.NarrowWithSaturation(first, second).CopyTo(codes[i..]);
        }
        for (int i = whole; i < values.Length; i++)
            codes[i] = (sbyte)MathF.Round(values[i] * scale);
        return absmax;
    }

    // Two roundings, as torch divides a number by a tensor.
    private static float Scale(float absmax) => absmax > 0 ? 1 / absmax * 127 : 0;

    private static Vector256<int> Codes(ReadOnlySpan<float> values, float scale) => Vector256.ConvertToInt32(Vector256.Round(Vector256.Create(values) * scale));
}
