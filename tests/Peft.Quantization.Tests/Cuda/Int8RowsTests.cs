using Peft.Quantization.Kernels.Cpu;
using Peft.Quantization.Kernels.Cuda;
using Peft.Quantization.Tests.Ptx;

namespace Peft.Quantization.Tests.Cuda;

/// <summary>Row-wise int8: the kernels that ship against the CPU's, to the bit.</summary>
[TestFixtureSource(typeof(KernelDevice), nameof(KernelDevice.All))]
public sealed unsafe class Int8RowsTests(string device)
{
    private static readonly (int Rows, int Columns)[] s_shapes = [(1, 1), (3, 7), (5, 64), (2, 1000), (4, 2052)];

    private readonly KernelDevice _device = KernelDevice.Of(device);

    [Test]
    public void Quantize_AnyShapeAndGrid_EqualsCpu([Values(32, 256)] int threads, [Values(0, 1)] int skipped)
    {
        foreach (var (rows, columns) in s_shapes)
            CheckQuantize(_device, Values(rows, columns), rows, new PtxGrid(1 + (columns % 3), threads), skipped);
    }

    [Test]
    public void Dequantize_AnyShapeAndGrid_EqualsCpu([Values(32, 256)] int threads, [Values(0, 1)] int skipped)
    {
        foreach (var (rows, columns) in s_shapes)
            CheckDequantize(_device, rows, columns, new PtxGrid(1 + (columns % 3), threads), skipped);
    }

    internal static void CheckQuantize(KernelDevice device, float[] values, int rows, PtxGrid grid, int skipped = 0)
    {
        foreach (string type in KernelData.Types)
            CheckQuantize(device, type, values, rows, grid, skipped);
    }

    internal static void CheckQuantize(KernelDevice device, string type, float[] values, int rows, PtxGrid grid, int skipped = 0)
    {
        switch (type)
        {
            case "float16":
                CheckQuantizeAs(device, type, [.. values.Select(value => (Half)value)], value => (float)value, rows, grid, skipped);
                break;
            case "bfloat16":
                CheckQuantizeAs(device, type, [.. values.Select(value => (BFloat16)value)], value => (float)value, rows, grid, skipped);
                break;
            default:
                CheckQuantizeAs(device, type, values, value => value, rows, grid, skipped);
                break;
        }
    }

    private static void CheckQuantizeAs<T>(KernelDevice device, string type, T[] values, Func<T, float> widen, int rows, PtxGrid grid, int skipped)
        where T : unmanaged
    {
        int columns = values.Length / rows;
        sbyte[] expectedCodes = new sbyte[values.Length];
        float[] expectedAbsmax = new float[rows];
        for (int row = 0; row < rows; row++)
            expectedAbsmax[row] = Int8Kernels.QuantizeRowReference([.. values[(row * columns)..((row + 1) * columns)].Select(widen)], expectedCodes.AsSpan(row * columns, columns));
        using var source = device.Upload<T>([.. new T[skipped], .. values]);
        using var codes = device.Upload<sbyte>(new sbyte[values.Length]);
        using var absmax = device.Upload<float>(new float[rows]);
        device.Run($"quantize_rows_{type}", grid, new QuantizeRowsArguments(source.Address + (ulong)(skipped * sizeof(T)), codes.Address, absmax.Address, rows, columns));
        Assert.That(absmax.Read().SequenceEqual(expectedAbsmax), $"absmax: {type}, [{rows}, {columns}], {grid}");
        Assert.That(codes.Read().SequenceEqual(expectedCodes), $"codes: {type}, [{rows}, {columns}], {grid}");
    }

    internal static void CheckDequantize(KernelDevice device, int rows, int columns, PtxGrid grid, int skipped = 0)
    {
        foreach (string type in KernelData.Types)
            CheckDequantize(device, type, rows, columns, grid, skipped);
    }

    internal static void CheckDequantize(KernelDevice device, string type, int rows, int columns, PtxGrid grid, int skipped = 0, bool ties = false)
    {
        switch (type)
        {
            case "float16":
                CheckDequantizeAs<Half>(device, type, rows, columns, grid, skipped, ties);
                break;
            case "bfloat16":
                CheckDequantizeAs<BFloat16>(device, type, rows, columns, grid, skipped, ties);
                break;
            default:
                CheckDequantizeAs<float>(device, type, rows, columns, grid, skipped, ties);
                break;
        }
    }

    private static void CheckDequantizeAs<T>(KernelDevice device, string type, int rows, int columns, PtxGrid grid, int skipped, bool ties)
        where T : unmanaged
    {
        sbyte[] whole = [.. Enumerable.Range(0, rows * columns).Select(i => (sbyte)((i * 37 % 255) - 127))];
        float[] scales = KernelData.Uniform(rows), expected = new float[whole.Length];
        if (ties)
        {
            whole.AsSpan().Fill(sbyte.MaxValue);
            scales.AsSpan().Fill(TieScale());
        }
        Int8Kernels.DequantizeRows(whole, scales, expected);
        using var codes = device.Upload<sbyte>([.. new sbyte[skipped], .. whole]);
        using var absmax = device.Upload<float>(scales);
        using var values = device.Upload<T>(new T[skipped + whole.Length]);
        device.Run($"dequantize_rows_{type}", grid, new DequantizeRowsArguments(codes.Address + (ulong)skipped, absmax.Address, values.Address + (ulong)(skipped * sizeof(T)), rows, columns));
        Assert.That(values.Read()[skipped..].SequenceEqual(expected.Select(Rounding.To<T>)), $"{type}, [{rows}, {columns}], {grid}");
    }

    // The absmax with which the code 127 stands for a tie.
    private static float TieScale()
    {
        const int Near = 4;
        float[] values = new float[1];
        for (int i = -Near; i <= Near; i++)
        {
            float scale = BitConverter.Int32BitsToSingle(BitConverter.SingleToInt32Bits(KernelData.Tie) + i);
            Int8Kernels.DequantizeRows([sbyte.MaxValue], [scale], values);
            if (values[0] == KernelData.Tie)
                return scale;
        }
        throw new InvalidOperationException($"No absmax near {KernelData.Tie} gives it.");
    }

    // The largest at another place in each row, values halfway between two codes, and a row of zeros.
    internal static float[] Values(int rows, int columns)
    {
        float[] values = KernelData.Uniform(rows * columns);
        for (int i = 0; i < values.Length; i++)
        {
            int row = i / columns, column = i % columns;
            values[i] = row == 2 ? 0 : column == ((137 * row) + 3) % columns ? 127 : i % 5 == 0 ? (i % 126) + 0.5f : values[i] * 100;
        }
        return values;
    }
}
