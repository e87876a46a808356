using System.Buffers;

namespace Peft.Quantization.Kernels.Cpu;

/// <summary>
/// y = x · Wᵀ with a four-bit weight, for the few rows of x that there are when text is generated. One or two are multiplied with codes directly, and with 512 bits five and more too (<see cref="FourBitPairs"/>); else three rows
/// of the weight at a time are decoded into the first-level cache and used for all.
/// </summary>
internal static unsafe class FourBitProducts
{
    /// <summary>With more vectors than this, <see cref="FourBitPanels"/> are faster.</summary>
    internal const int MaxBatch = 24;

    // Fewer vectors are too few for pairs of rows.
    private const int FewestForPairs = 5;

    // What one thread takes at a time, in blocks.
    private const int ChunkBlocks = 4096;

    /// <summary>Whether every row consists of whole blocks, which the products need.</summary>
    internal static bool CanMultiply(long columns, int blockSize) => columns % Math.Max(blockSize, Int16Vector.Group) == 0;

    /// <summary>Multiplies each vector with all rows of the weight.</summary>
    /// <param name="weight">[rows, columns]; <see cref="CanMultiply"/>.</param>
    /// <param name="vectors">[batch, columns].</param>
    /// <param name="products">Receives [batch, rows].</param>
    /// <param name="batch">The number of vectors.</param>
    /// <param name="int16">Whether one or two vectors may be rounded to 14 bits where that is faster: right for those that come from 16-bit floats.</param>
    /// <param name="threads">The largest number of threads to use.</param>
    /// <param name="path">What runs on each; <see langword="null"/> for the fastest.</param>
    internal static void Multiply(
        FourBitWeight weight, ReadOnlySpan<float> vectors, Span<float> products, int batch, bool int16 = false, int threads = 1, CpuPath? path = null)
    {
        path = (path ?? CpuPath.Best).For(weight.BlockSize);
        int rows = products.Length / batch, columns = vectors.Length / batch;
        if (batch >= FewestForPairs && path is PermutePath)
        {
            FourBitPairs.Multiply(weight, vectors, products, batch, threads);
            return;
        }
        if (batch > 2)
        {
            MultiplyMatrix(weight, vectors, columns, products, rows, batch, threads, path);
            return;
        }
        for (int i = 0; i < batch; i++)
            MultiplyVector(weight, vectors.Slice(i * columns, columns), products.Slice(i * rows, rows), int16 && path.PrefersInt16 && weight.BlockSize >= Int16Vector.Group, threads, path);
    }

    private static void MultiplyVector(FourBitWeight weight, ReadOnlySpan<float> vector, Span<float> products, bool int16, int threads, CpuPath path)
    {
        int rowBlocks = vector.Length / weight.BlockSize;
        float[] floats = int16 ? [] : path.Arrange(vector);
        Int16Vector? integers = int16 ? path.ArrangeInt16(vector) : null;
        fixed (float* target = products)
        {
            float* y = target;
            ParallelBlocks.Run(products.Length, ChunkBlocks / rowBlocks, threads, (first, count) =>
            {
                float* scales = stackalloc float[count * rowBlocks];
                FourBitBlocks blocks = weight.Blocks((long)first * rowBlocks, count * rowBlocks, scales);
                if (integers is null)
                    path.Dot(blocks, floats, new Span<float>(y + first, count));
                else
                    path.DotInt16(blocks, integers, new Span<float>(y + first, count));
            });
        }
    }

    private static void MultiplyMatrix(
        FourBitWeight weight, ReadOnlySpan<float> vectors, int columns, Span<float> products, int rows, int batch, int threads, CpuPath path)
    {
        int chunk = Math.Max(ChunkBlocks * weight.BlockSize / columns / FourBitTile.Rows, 1) * FourBitTile.Rows;
        fixed (float* source = vectors, target = products)
        {
            float* x = source, y = target;
            ParallelBlocks.Run(rows, chunk, threads, (first, count) =>
            {
                float[] buffer = ArrayPool<float>.Shared.Rent(FourBitTile.BufferSize(weight.BlockSize, batch, path));
                fixed (float* memory = buffer)
                {
                    var tile = new FourBitTile(weight, path, x, columns, batch, memory);
                    for (int row = first; row < first + count; row += FourBitTile.Rows)
                        tile.Multiply(row, Math.Min(FourBitTile.Rows, first + count - row), y, rows);
                }
                ArrayPool<float>.Shared.Return(buffer);
            });
        }
    }
}
