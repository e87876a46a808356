namespace Peft.Quantization.Kernels.Cpu;

/// <summary>
/// y = x · Wᵀ where both are row-wise int8: products are summed in 32-bit integers, exactly, and scaled once. The codes of x are widened to 16 bits once, since that is
/// what processors multiply and add in pairs.
/// </summary>
internal static unsafe class Int8Products
{
    /// <summary>How many rows and vectors share a step.</summary>
    internal const int Rows = 3, Vectors = 4;

    // 1 / 127², as bitsandbytes writes it.
    internal const float ProductUnit = 6.200124e-05f;

    // What one thread takes at a time, in elements.
    private const int Chunk = 1 << 17;

    /// <summary>Multiplies each vector with all rows.</summary>
    /// <param name="vectors">[batch, columns].</param>
    /// <param name="rows">[rows, columns].</param>
    /// <param name="columns">The number of columns; at most 131072, so that no sum overflows.</param>
    /// <param name="products">Receives [batch, rows].</param>
    /// <param name="threads">The largest number of threads to use.</param>
    /// <param name="path">What runs on each; <see langword="null"/> for the fastest.</param>
    internal static void Multiply(ReadOnlySpan<sbyte> vectors, ReadOnlySpan<sbyte> rows, int columns, Span<int> products, int threads = 1, CpuPath? path = null)
    {
        path ??= CpuPath.Best;
        int batch = vectors.Length / columns, count = rows.Length / columns;
        short[] widened = new short[vectors.Length];
        for (int i = 0; i < widened.Length; i++)
            widened[i] = vectors[i];
        fixed (short* source = widened)
        fixed (sbyte* weight = rows)
        fixed (int* target = products)
        {
            short* x = source;
            sbyte* w = weight;
            int* y = target;
            ParallelBlocks.Run((count + Rows - 1) / Rows, Math.Max(Chunk / columns / Rows, 1), threads, (first, triples) =>
            {
                int* sums = stackalloc int[Rows * Vectors];
                for (int row = first * Rows; row < Math.Min((first + triples) * Rows, count); row += Rows)
                {
                    for (int vector = 0; vector < batch; vector += Vectors)
                    {
                        path.DotInt8(new VectorGroup<sbyte>(w, row, count, columns), new VectorGroup<short>(x, vector, batch, columns), columns, sums);
                        for (int i = 0; i < Math.Min(Vectors, batch - vector); i++)
                        {
                            for (int j = 0; j < Math.Min(Rows, count - row); j++)
                                y[((long)(vector + i) * count) + row + j] = sums[(j * Vectors) + i];
                        }
                    }
                }
            });
        }
    }

    /// <summary>value = product · (scale of its vector · scale of its row) / 127², in the order and with the constant of bitsandbytes.</summary>
    /// <param name="products">[batch, rows].</param>
    /// <param name="vectorAbsmax">[batch].</param>
    /// <param name="rowAbsmax">[rows].</param>
    /// <param name="values">Receives [batch, rows].</param>
    internal static void Scale(ReadOnlySpan<int> products, ReadOnlySpan<float> vectorAbsmax, ReadOnlySpan<float> rowAbsmax, Span<float> values)
    {
        for (int i = 0; i < values.Length; i++)
            values[i] = products[i] * (vectorAbsmax[i / rowAbsmax.Length] * rowAbsmax[i % rowAbsmax.Length]) * ProductUnit;
    }

    /// <summary>Adds what the outlier columns contribute, in float32: x[:, columns] · W[:, columns]ᵀ.</summary>
    /// <param name="vectors">[batch, columns], as they were.</param>
    /// <param name="rows">[rows, columns], the codes of W.</param>
    /// <param name="rowAbsmax">[rows].</param>
    /// <param name="columns">The number of columns.</param>
    /// <param name="outliers">The columns that count.</param>
    /// <param name="values">[batch, rows], to which the products are added.</param>
    internal static void AddOutliers(
        ReadOnlySpan<float> vectors, ReadOnlySpan<sbyte> rows, ReadOnlySpan<float> rowAbsmax, int columns, ReadOnlySpan<int> outliers, Span<float> values)
    {
        for (int row = 0; row < rowAbsmax.Length; row++)
        {
            float unit = rowAbsmax[row] / 127;
            for (int vector = 0; vector < vectors.Length / columns; vector++)
            {
                float sum = 0;
                foreach (int column in outliers)
                    sum += vectors[(vector * columns) + column] * (rows[(row * columns) + column] * unit);
                values[(vector * rowAbsmax.Length) + row] += sum;
            }
        }
    }
}
