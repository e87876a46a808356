using Peft.Quantization;
using Peft.Quantization.Kernels.Cuda;

namespace Peft.Experiments.Cuda;

/// <summary>The kernels with codes of eight bits: by blocks with the dynamic map, and int8 by rows.</summary>
internal sealed class EightBitCases(Gpu gpu, Timer timer, Options options)
{
    private const int Rows = 14336, Columns = 4096;
    private const long Count = Rows * Columns;

    public void Run()
    {
        foreach (var (type, bytes) in FourBitCases.Types)
        {
            long dense = Count * bytes;
            Measure($"dequantize8_{type}", Count + (Count / 64), dense, CudaKernels.Dequantize8Threads(Count, bytes), arrays =>
                new Dequantize8Arguments(arrays.Bytes(Count), arrays.Of(Codebook.Dynamic.Values), arrays.Floats(Count / 256), arrays.Empty(dense), Count, BlockShift: 8));
            Measure($"quantize8_{type}", dense, Count + (Count / 64), CudaKernels.QuantizeThreads(Count, bytes), arrays =>
                new QuantizeArguments(arrays.Values(dense), arrays.Of(Codebook.Dynamic.Midpoints), 0, arrays.Empty(Count), arrays.Empty(Count / 64), Count, BlockShift: 8));
            Measure($"dequantize_rows_{type}", Count, dense, CudaKernels.RowThreads(Rows), arrays =>
                new DequantizeRowsArguments(arrays.Bytes(Count), arrays.Floats(Rows), arrays.Empty(dense), Rows, Columns));
            Measure($"quantize_rows_{type}", dense, Count, CudaKernels.RowThreads(Rows), arrays =>
                new QuantizeRowsArguments(arrays.Values(dense), arrays.Empty(Count), arrays.Empty(4 * Rows), Rows, Columns));
        }
    }

    private void Measure<TArguments>(string kernel, long read, long written, long threads, Func<Arrays, TArguments> make)
        where TArguments : unmanaged
    {
        if (!kernel.Contains(options.Filter))
            return;
        using var arrays = new Arrays(gpu);
        TArguments[] sets = [.. Enumerable.Range(0, Arrays.Sets(read)).Select(_ => make(arrays))];
        timer.Measure($"{kernel} {Rows}x{Columns}", read, written, new Launcher(gpu, options.MostBlocks).Of(kernel, threads, sets));
    }
}
