using System.Buffers;
using System.Runtime.Intrinsics;

namespace Peft.Quantization.Kernels.Cpu;

/// <summary>x · Wᵀ for some rows of x, here called vectors, with W's rows two at a time from the packed codes: <see cref="PermutePath.MultiplyPair"/>.</summary>
internal sealed unsafe class FourBitPairs
{
    // How much of a row is taken at once, so that a panel stays in a first-level cache; rows whose sums stay in a second-level cache; and how far ahead codes are asked for.
    private const int Columns = 512, Rows = 64, RowsAhead = 6;

    private const int CacheLine = 64 / sizeof(float);

    private readonly FourBitWeight _weight;
    private readonly int _columns, _batch, _rows, _groups, _step;
    private readonly float* _products, _panels;

    private FourBitPairs(FourBitWeight weight, int columns, int rows, int batch, float* products, float* panels)
    {
        (_weight, _columns, _rows, _batch) = (weight, columns, rows, batch);
        (_groups, _step) = ((batch + PermutePath.PairVectors - 1) / PermutePath.PairVectors, Math.Max(Columns, weight.BlockSize));
        _products = products;
        _panels = Align(panels);
    }

    /// <summary>Multiplies each vector with all rows of the weight.</summary>
    /// <param name="weight">[rows, columns] in whole blocks of 64 elements or more.</param>
    /// <param name="vectors">[batch, columns].</param>
    /// <param name="products">Receives [batch, rows].</param>
    /// <param name="batch">The number of vectors.</param>
    /// <param name="threads">The largest number of threads to use.</param>
    internal static void Multiply(FourBitWeight weight, ReadOnlySpan<float> vectors, Span<float> products, int batch, int threads)
    {
        int columns = vectors.Length / batch, rows = products.Length / batch, groups = (batch + PermutePath.PairVectors - 1) / PermutePath.PairVectors;
        float[] buffer = ArrayPool<float>.Shared.Rent((groups * PermutePath.PairVectors * columns) + CacheLine);
        fixed (float* source = vectors, target = products, memory = buffer)
        {
            var pairs = new FourBitPairs(weight, columns, rows, batch, target, memory);
            for (int group = 0; group < groups; group++)
            {
                int first = group * PermutePath.PairVectors;
                PermutePath.Arrange(source + ((long)first * columns), Math.Min(batch - first, PermutePath.PairVectors), columns, columns, pairs.Panel(group, 0));
            }
            ParallelBlocks.Run(rows, Rows, threads, pairs.Multiply);
        }
        ArrayPool<float>.Shared.Return(buffer);
    }

    private static float* Align(float* memory) => (float*)(((nuint)memory + 63) & ~(nuint)63);

    private float* Panel(int group, int column) => _panels + ((((long)group * _columns) + column) * PermutePath.PairVectors);

    private void Multiply(int firstRow, int count)
    {
        int pairs = (count + 1) / 2;
        float[] buffer = ArrayPool<float>.Shared.Rent((pairs * _groups * PermutePath.PairSums) + CacheLine);
        fixed (float* memory = buffer)
        {
            float* sums = Align(memory);
            new Span<float>(sums, pairs * _groups * PermutePath.PairSums).Clear();
            for (int column = 0; column < _columns; column += _step)
            {
                for (int group = 0; group < _groups; group++)
                {
                    for (int pair = 0; pair < pairs; pair++)
                        AddColumns(firstRow + (2 * pair), firstRow + count - 1, column, Math.Min(_step, _columns - column), Panel(group, column), sums + (((pair * _groups) + group) * PermutePath.PairSums));
                }
            }
            Store(firstRow, count, sums);
        }
        ArrayPool<float>.Shared.Return(buffer);
    }

    // Past the last row the last stands in; what comes of it is not looked at.
    private void AddColumns(int row, int lastRow, int column, int columns, float* panel, float* sums)
    {
        int blocks = columns / _weight.BlockSize;
        float* scales = stackalloc float[2 * blocks];
        FourBitBlocks first = Blocks(row, column, blocks, scales), second = Blocks(Math.Min(row + 1, lastRow), column, blocks, scales + blocks);
        first.Prefetch(RowsAhead * (long)_columns);
        second.Prefetch(RowsAhead * (long)_columns);
        PermutePath.MultiplyPair(first, second, panel, sums);
    }

    private FourBitBlocks Blocks(int row, int column, int count, float* scales) => _weight.Blocks((((long)row * _columns) + column) / _weight.BlockSize, count, scales);

    private void Store(int firstRow, int count, float* sums)
    {
        for (int row = 0; row < count; row++)
        {
            float* of = sums + (row / 2 * _groups * PermutePath.PairSums) + (row % 2 * (PermutePath.PairSums / 2));
            for (int vector = 0; vector < _batch; vector++)
            {
                float* parts = of + (vector / PermutePath.PairVectors * PermutePath.PairSums) + (vector % PermutePath.PairVectors * Vector512<float>.Count);
                _products[((long)vector * _rows) + firstRow + row] = Vector512.Sum(Vector512.Load(parts));
            }
        }
    }
}
