using Peft.Quantization;
using Peft.Quantization.Kernels.Cuda;

namespace Peft.Experiments.Cuda;

/// <summary>The four-bit kernels at sizes of a model with seven or eight billion parameters.</summary>
internal sealed class FourBitCases(Gpu gpu, Timer timer, Options options)
{
    public static IReadOnlyList<(string Name, int Bytes)> Types { get; } = [("float32", 4), ("float16", 2), ("bfloat16", 2)];
    private static readonly (int Rows, int Columns)[] s_shapes = [(4096, 4096), (14336, 4096), (4096, 14336)];

    public void Run()
    {
        foreach (var (type, bytes) in Types)
        {
            foreach (bool nested in new[] { false, true })
                Dequantize(type, bytes, nested);
            Quantize(type, bytes);
        }
        foreach (var (type, bytes) in Types)
        {
            foreach (var shape in s_shapes)
            {
                Multiply("gemv4", type, bytes, shape, 1, nested: false);
                Multiply("gemv4", type, bytes, shape, 1, nested: true);
                Multiply("gemm4", type, bytes, shape, 4, nested: false);
                Multiply("gemm4", type, bytes, shape, 16, nested: false);
            }
        }
    }

    private void Dequantize(string type, int bytes, bool nested)
    {
        const long Count = 14336 * 4096;
        string kernel = $"dequantize4_{type}";
        if (!kernel.Contains(options.Filter))
            return;
        using var arrays = new Arrays(gpu);
        DequantizeArguments[] sets = [.. Enumerable.Range(0, Arrays.Sets(Count * bytes)).Select(_ => new DequantizeArguments(arrays.Weight(Count, nested), arrays.Empty(Count * bytes)))];
        timer.Measure(Name(kernel, "14336x4096", nested), Count / 2 + ScaleBytes(Count, nested), Count * bytes, new Launcher(gpu, options.MostBlocks).Of(kernel, CudaKernels.DequantizeThreads(Count, bytes), sets));
    }

    private void Quantize(string type, int bytes)
    {
        const long Count = 14336 * 4096;
        string kernel = $"quantize4_{type}";
        if (!kernel.Contains(options.Filter))
            return;
        using var arrays = new Arrays(gpu);
        float[] midpoints = [.. Codebook.NF4.Values.ToArray().Zip(Codebook.NF4.Values.ToArray().Skip(1), (low, high) => (low + high) / 2)];
        ulong sortedMidpoints = arrays.Of<float>(midpoints), codes = arrays.Of<byte>([.. Enumerable.Range(0, 16).Select(code => (byte)code)]);
        QuantizeArguments[] sets = [.. Enumerable.Range(0, Arrays.Sets(Count * bytes)).Select(_ =>
            new QuantizeArguments(arrays.Values(Count * bytes), sortedMidpoints, codes, arrays.Empty(Count / 2), arrays.Empty(Count / 16), Count, BlockShift: 6))];
        timer.Measure(Name(kernel, "14336x4096", nested: false), Count * bytes, Count / 2 + ScaleBytes(Count, nested: false), new Launcher(gpu, options.MostBlocks).Of(kernel, CudaKernels.QuantizeThreads(Count, bytes), sets));
    }

    private void Multiply(string kernel, string type, int bytes, (int Rows, int Columns) shape, int batch, bool nested)
    {
        long count = (long)shape.Rows * shape.Columns, read = count / 2 + ScaleBytes(count, nested) + (batch * shape.Columns * bytes);
        if (!$"{kernel}_{type}".Contains(options.Filter))
            return;
        using var arrays = new Arrays(gpu);
        ulong x = arrays.Values(batch * shape.Columns * bytes), y = arrays.Empty(batch * shape.Rows * bytes);
        GemvArguments[] sets = [.. Enumerable.Range(0, Arrays.Sets(count / 2)).Select(_ => new GemvArguments(arrays.Weight(count, nested), x, y, shape.Rows, shape.Columns, batch))];
        string size = $"{shape.Rows}x{shape.Columns}", against = batch == 1 ? $"mv_{type}_{size}" : $"linear{batch}_{type}_{size}";
        var launches = new Launcher(gpu, options.MostBlocks).Of($"{kernel}_{type}", CudaKernels.GemvThreads(shape.Rows), sets, CudaKernels.GemvBlockThreads);
        timer.Measure(Name($"{kernel}_{type}", $"{size}, {batch} row{(batch == 1 ? "" : "s")}", nested), read, batch * shape.Rows * bytes, launches, against);
    }

    private static long ScaleBytes(long count, bool nested) => nested ? (count / 64) + (count / 64 / 64) : count / 16;

    private static string Name(string kernel, string size, bool nested) => $"{kernel} {size}{(nested ? ", nested" : "")}";
}
