using Peft.Quantization.Kernels.Cpu;
using Peft.Quantization.Kernels.Cuda;
using Peft.Quantization.Tests.Ptx;

namespace Peft.Quantization.Tests.Cuda;

/// <summary>Products against sums in float64, within what any order of summing in float32 may lose.</summary>
[TestFixtureSource(typeof(KernelDevice), nameof(KernelDevice.All))]
public sealed unsafe class GemvTests(string device)
{
    private readonly KernelDevice _device = KernelDevice.Of(device);

    [Test]
    public void Multiply_AnyShapeBlockSizeAndGrid_IsWithinRounding([Values(32, 64, 4096)] int blockSize, [Values] bool nested)
    {
        foreach (var (rows, columns) in new[] { (1, 16), (3, 48), (8, 64), (9, 512), (6, 1040) })
        {
            FourBitData data = FourBitData.Random(rows * columns, blockSize, nested, rows % 2 == 0 ? Codebook.NF4 : Codebook.FP4);
            foreach (int batch in new[] { 1, 2, 5 })
                CheckTypes(_device, data, rows, columns, batch, new PtxGrid(1 + (batch % 3), 32 << (batch % 4)));
        }
    }

    internal static void CheckTypes(KernelDevice device, FourBitData data, int rows, int columns, int batch, PtxGrid grid)
    {
        foreach (string kernel in batch == 1 ? new[] { "gemv4", "gemm4" } : ["gemm4"])
        {
            Check(device, $"{kernel}_float32", data, rows, columns, batch, grid, value => value, value => value, 0);
            Check(device, $"{kernel}_float16", data, rows, columns, batch, grid, value => (Half)value, value => (float)value, 1f / (1 << 11));
            Check(device, $"{kernel}_bfloat16", data, rows, columns, batch, grid, value => (BFloat16)value, value => (float)value, 1f / (1 << 8));
        }
    }

    internal static void Check<T>(
        KernelDevice device, string kernel, FourBitData data, int rows, int columns, int batch, PtxGrid grid, Func<float, T> narrow, Func<T, float> widen, float rounding)
        where T : unmanaged
    {
        T[] x = [.. KernelData.Uniform(batch * columns).Select(narrow)];
        float[] weight = new float[data.Count];
        data.OnCpu(codes => FourBitKernels.Dequantize<float>(codes, 0, weight, path: CpuPath.Reference));
        using var vectors = device.Upload<T>(x);
        using var products = device.Upload<T>([.. Enumerable.Repeat(narrow(float.NaN), batch * rows)]);
        data.On(device, w => device.Run(kernel, grid, new GemvArguments(w, vectors.Address, products.Address, rows, columns, batch)));
        T[] found = products.Read();
        // A term passes through the product with absmax, 8 sums within a chunk of codes, one for each chunk of a thread, 5 within a warp, 8 among warps.
        int roundings = 1 + 8 + (2 * ((columns / 16 / grid.Threads) + 1)) + 5 + 8;
        for (int vector = 0; vector < batch; vector++)
        {
            for (int row = 0; row < rows; row++)
            {
                double sum = 0, magnitudes = 0;
                for (int column = 0; column < columns; column++)
                {
                    double product = (double)weight[(row * columns) + column] * widen(x[(vector * columns) + column]);
                    (sum, magnitudes) = (sum + product, magnitudes + Math.Abs(product));
                }
                double most = (magnitudes * roundings / (1 << 24)) + (Math.Abs(sum) * rounding * 1.01) + 1e-7;
                float y = widen(found[(vector * rows) + row]);
                if (!(Math.Abs(y - sum) <= most))
                    Assert.Fail($"{kernel}, {data}, [{rows}, {columns}], row {row} of vector {vector} of {batch}, {grid}: {y}, expected {sum} within {most}");
            }
        }
    }

    /// <summary>Products of small whole numbers, which are exact in whatever order they are summed up: results must be those to the bit.</summary>
    internal static void CheckExact(KernelDevice device, string kernel, int rows, int columns, bool nested, int batch, PtxGrid grid)
    {
        switch (kernel[(kernel.IndexOf('_', StringComparison.Ordinal) + 1)..])
        {
            case "float16":
                CheckExactAs(device, kernel, rows, columns, nested, batch, grid, value => (Half)value);
                break;
            case "bfloat16":
                CheckExactAs(device, kernel, rows, columns, nested, batch, grid, value => (BFloat16)value);
                break;
            default:
                CheckExactAs(device, kernel, rows, columns, nested, batch, grid, value => value);
                break;
        }
    }

    private static void CheckExactAs<T>(KernelDevice device, string kernel, int rows, int columns, bool nested, int batch, PtxGrid grid, Func<float, T> narrow)
        where T : unmanaged
    {
        const int BlockShift = 5;
        int blocks = ((rows * columns) + 31) >> BlockShift;
        var random = new Random(rows);
        float[] Whole(int count, int least, int most) => [.. Enumerable.Range(0, count).Select(_ => (float)random.Next(least, most + 1))];
        float[] codebook = Whole(16, -8, 8), map = Whole(256, 1, 3), scales = Whole(blocks, 1, 3), x = Whole(batch * columns, -4, 4);
        byte[] packed = new byte[rows * columns / 2], codes = new byte[blocks];
        random.NextBytes(packed);
        random.NextBytes(codes);
        T[] expected = new T[batch * rows];
        for (int i = 0; i < expected.Length; i++)
        {
            float sum = 0;
            for (int column = 0; column < columns; column++)
            {
                int element = (i % rows * columns) + column, block = element >> BlockShift;
                float absmax = nested ? (map[codes[block]] * scales[block >> 8]) + 1 : scales[block];
                sum += codebook[(packed[element / 2] >> (element % 2 == 0 ? 4 : 0)) & 15] * absmax * x[(i / rows * columns) + column];
            }
            expected[i] = narrow(sum);
        }
        using var devicePacked = device.Upload<byte>(packed);
        using var deviceCodes = device.Upload<byte>(codes);
        using var deviceMap = device.Upload<float>(map);
        using var deviceScales = device.Upload<float>(scales);
        using var deviceCodebook = device.Upload<float>(codebook);
        using var vectors = device.Upload<T>([.. x.Select(narrow)]);
        using var products = device.Upload<T>([.. expected.Select(_ => narrow(float.NaN))]);
        DeviceAbsmax absmaxes = nested ? new(deviceScales.Address, deviceCodes.Address, deviceMap.Address, 1) : new(deviceScales.Address);
        var weight = new DeviceWeight(devicePacked.Address, deviceCodebook.Address, absmaxes, rows * columns, BlockShift);
        device.Run(kernel, grid, new GemvArguments(weight, vectors.Address, products.Address, rows, columns, batch));
        Assert.That(products.Read(), Is.EqualTo(expected), $"{kernel}, [{rows}, {columns}], {batch}, {grid}");
    }
}
