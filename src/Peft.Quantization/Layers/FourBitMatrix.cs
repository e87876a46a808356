using System.Collections.Concurrent;
using System.Numerics;
using Peft.Quantization.Kernels.Cpu;
using TorchSharp;
using static TorchSharp.torch;

namespace Peft.Quantization;

/// <summary>
/// Products with a four-bit weight W of two dimensions, in float32, of which W never exists as a whole. Few rows are multiplied with the codes themselves, many in panels. Where vectors are narrow, or
/// rows end within blocks, W is decoded tile by tile into a buffer that is kept, and torch multiplies the tile.
/// </summary>
internal static class FourBitMatrix
{
    // In elements. Small tiles are read from a cache. Large ones let torch rearrange x less often (it counts if x is large) and let its threads wait for each other less often.
    private const int SmallTile = 2 << 20, LargeTile = 8 << 20;
    private const int LargeBatch = 256;

    // A new buffer for every product would cost more in page faults than decoding.
    private static readonly ConcurrentBag<Tensor> s_buffers = [];

    /// <summary>The most elements that the kept buffer has after products of a weight [rows, columns] with so many rows.</summary>
    internal static long LargestBuffer(long rows, long columns, int blockSize, long batch) => FourBitPanels.CanMultiply(columns, blockSize)
        ? FourBitPanels.BufferSize((int)Math.Min(batch, FourBitPanels.MaxBatch), Math.Max(rows, columns))
        : Math.Min(rows * columns, TileElements(batch));

    /// <summary>x · Wᵀ.</summary>
    /// <param name="weight">[rows, columns].</param>
    /// <param name="x">[batch, columns]; Float32, Float16 or BFloat16.</param>
    /// <returns>[batch, rows], of the type of <paramref name="x"/>; belongs to the current dispose scope.</returns>
    internal static Tensor TimesTransposed(FourBitParts weight, Tensor x)
    {
        using var noGrad = no_grad();
        using DisposeScope scope = NewDisposeScope();
        Tensor input = x.to_type(ScalarType.Float32).contiguous();
        Tensor result = empty(x.shape[0], weight.Shape[0], ScalarType.Float32);
        if (x.shape[0] <= FourBitProducts.MaxBatch && FourBitProducts.CanMultiply(weight.Shape[1], weight.BlockSize))
            FourBitProducts.Multiply(weight.View(), input.Floats(), result.Floats(), (int)x.shape[0], int16: x.dtype != ScalarType.Float32, get_num_threads());
        else if (FourBitPanels.CanMultiply(weight.Shape[1], weight.BlockSize))
            MultiplyPanels(weight, input, result, transposed: true);
        else
        {
            ForEachTile(weight, x.shape[0], (row, tile) =>
            {
                using Tensor target = result.narrow(1, row, tile.shape[0]), transposed = tile.t();
                target.addmm_(input, transposed, beta: 0, alpha: 1);
            });
        }
        return scope.MoveToOuter(result.to_type(x.dtype));
    }

    /// <summary>g · W.</summary>
    /// <param name="weight">[rows, columns].</param>
    /// <param name="g">[batch, rows]; Float32, Float16 or BFloat16.</param>
    /// <returns>[batch, columns], of the type of <paramref name="g"/>; belongs to the current dispose scope.</returns>
    internal static Tensor Times(FourBitParts weight, Tensor g)
    {
        using var noGrad = no_grad();
        using DisposeScope scope = NewDisposeScope();
        Tensor input = g.to_type(ScalarType.Float32);
        Tensor result = empty(g.shape[0], weight.Shape[1], ScalarType.Float32);
        if (FourBitPanels.CanMultiply(weight.Shape[1], weight.BlockSize))
            MultiplyPanels(weight, input.contiguous(), result, transposed: false);
        else
        {
            ForEachTile(weight, g.shape[0], (row, tile) =>
            {
                using Tensor source = input.narrow(1, row, tile.shape[0]);
                result.addmm_(source, tile, beta: row == 0 ? 0 : 1, alpha: 1);
            });
        }
        return scope.MoveToOuter(result.to_type(g.dtype));
    }

    private static void MultiplyPanels(FourBitParts weight, Tensor input, Tensor result, bool transposed)
    {
        FourBitWeight view = weight.View();
        (int, int) shape = ((int)weight.Shape[0], (int)weight.Shape[1]);
        Tensor buffer = Rent(FourBitPanels.BufferSize((int)Math.Min(input.shape[0], FourBitPanels.MaxBatch), input.shape[1]));
        try
        {
            for (long first = 0; first < input.shape[0]; first += FourBitPanels.MaxBatch)
            {
                long count = Math.Min(FourBitPanels.MaxBatch, input.shape[0] - first);
                using Tensor vectors = input.narrow(0, first, count), products = result.narrow(0, first, count);
                FourBitPanels.Multiply(view, shape, transposed, vectors.Floats(), products.Floats(), buffer.Floats(), get_num_threads());
            }
        }
        finally
        {
            s_buffers.Add(buffer);
        }
    }

    private static void ForEachTile(FourBitParts weight, long batch, Action<long, Tensor> use)
    {
        long rows = weight.Shape[0], columns = weight.Shape[1];
        // So many rows are whole blocks.
        long step = weight.BlockSize / (long)BigInteger.GreatestCommonDivisor(columns, weight.BlockSize);
        long tileRows = Math.Min(Math.Max(TileElements(batch) / columns / step, 1) * step, rows);
        Tensor buffer = Rent(tileRows * columns);
        FourBitWeight view = weight.View();
        try
        {
            for (long row = 0; row < rows; row += tileRows)
            {
                long count = Math.Min(tileRows, rows - row);
                using Tensor flat = buffer.narrow(0, 0, count * columns), tile = flat.view(count, columns);
                FourBitKernels.Dequantize(view, row * columns, flat.Floats(), get_num_threads());
                use(row, tile);
            }
        }
        finally
        {
            s_buffers.Add(buffer);
        }
    }

    private static int TileElements(long batch) => batch < LargeBatch && get_num_threads() == 1 ? SmallTile : LargeTile;

    private static Tensor Rent(long elements)
    {
        if (s_buffers.TryTake(out Tensor? kept))
        {
            if (kept.NumberOfElements >= elements)
                return kept;
            kept.Dispose();
        }
        return empty(elements, ScalarType.Float32).DetachFromDisposeScope();
    }
}
