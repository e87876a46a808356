using System.Numerics;
using Peft.Quantization.Kernels.Cpu;
using Peft.Quantization.Kernels.Cuda;
using Peft.Quantization.Tests.Ptx;

namespace Peft.Quantization.Tests.Cuda;

/// <summary>Block-wise codes of eight bits: the kernels that ship against the CPU's, to the bit.</summary>
[TestFixtureSource(typeof(KernelDevice), nameof(KernelDevice.All))]
public sealed unsafe class EightBitTests(string device)
{
    private static readonly int[] s_sizes = [1, 2, 31, 64, 129, 1000, 4099];

    private readonly KernelDevice _device = KernelDevice.Of(device);

    [Test]
    public void Quantize_AnySizeBlockSizeAndGrid_EqualsCpu([Values(64, 256, 2048)] int blockSize, [Values] bool signed)
    {
        foreach (int size in s_sizes)
            CheckQuantize(_device, KernelData.Uniform(size), blockSize, signed ? Codebook.Dynamic : Codebook.DynamicUnsigned, Grid(size));
    }

    [Test]
    public void Quantize_SpecialValues_EqualsCpu([Values] bool signed)
    {
        Codebook map = signed ? Codebook.Dynamic : Codebook.DynamicUnsigned;
        // Every midpoint and its neighbours, in blocks whose absmax is 1.
        float[] special = [.. map.Midpoints.ToArray().SelectMany(x => new[] { x, MathF.BitIncrement(x), MathF.BitDecrement(x) }), 0, -0f, float.Epsilon, 1e-39f];
        float[] values = new float[special.Length * 64];
        for (int i = 0; i < values.Length; i++)
            values[i] = i % 64 == 0 ? 1 : special[i / 64] * (i % 2 == 0 ? 1 : -1);
        CheckQuantize(_device, values, 64, map, new PtxGrid(3, 64));
    }

    [Test]
    public void Quantize_NotAligned_EqualsCpu([Values(1, 4)] int skipped) => CheckQuantize(_device, KernelData.Uniform(3000), 64, Codebook.Dynamic, new PtxGrid(2, 64), skipped);

    [Test]
    public void Dequantize_AnySizeBlockSizeAndGrid_EqualsCpu([Values(64, 256, 2048)] int blockSize, [Values(0, 1)] int skipped)
    {
        foreach (int size in s_sizes)
            CheckDequantize(_device, size, blockSize, Grid(size), skipped);
    }

    internal static void CheckQuantize(KernelDevice device, float[] values, int blockSize, Codebook map, PtxGrid grid, int skipped = 0)
    {
        foreach (string type in KernelData.Types)
            CheckQuantize(device, type, values, blockSize, map, grid, skipped);
    }

    internal static void CheckQuantize(KernelDevice device, string type, float[] values, int blockSize, Codebook map, PtxGrid grid, int skipped = 0, int skippedCodes = 0)
    {
        switch (type)
        {
            case "float16":
                CheckQuantizeAs(device, type, [.. values.Select(value => (Half)value)], value => (float)value, blockSize, map, grid, skipped, skippedCodes);
                break;
            case "bfloat16":
                CheckQuantizeAs(device, type, [.. values.Select(value => (BFloat16)value)], value => (float)value, blockSize, map, grid, skipped, skippedCodes);
                break;
            default:
                CheckQuantizeAs(device, type, values, value => value, blockSize, map, grid, skipped, skippedCodes);
                break;
        }
    }

    private static void CheckQuantizeAs<T>(KernelDevice device, string type, T[] values, Func<T, float> widen, int blockSize, Codebook map, PtxGrid grid, int skipped, int skippedCodes)
        where T : unmanaged
    {
        byte[] expectedCodes = new byte[values.Length];
        float[] expectedAbsmax = new float[Blocks.Count(values.Length, blockSize)];
        EightBitKernels.QuantizeReference([.. values.Select(widen)], map, blockSize, expectedCodes, expectedAbsmax);
        using var source = device.Upload<T>([.. new T[skipped], .. values]);
        using var midpoints = device.Upload(map.Midpoints);
        using var codes = device.Upload<byte>(new byte[skippedCodes + values.Length]);
        using var absmax = device.Upload<float>(new float[expectedAbsmax.Length]);
        device.Run($"quantize8_{type}", grid, new QuantizeArguments(
            source.Address + (ulong)(skipped * sizeof(T)), midpoints.Address, 0, codes.Address + (ulong)skippedCodes, absmax.Address, values.Length, BitOperations.Log2((uint)blockSize)));
        string what = $"{type}, {values.Length} elements of {map.Name}, blocks of {blockSize}, {grid}";
        Assert.That(absmax.Read().SequenceEqual(expectedAbsmax), $"absmax: {what}");
        Assert.That(codes.Read()[skippedCodes..].SequenceEqual(expectedCodes), $"codes: {what}");
    }

    internal static void CheckDequantize(KernelDevice device, int count, int blockSize, PtxGrid grid, int skipped = 0)
    {
        foreach (string type in KernelData.Types)
            CheckDequantize(device, type, count, blockSize, grid, skipped, skipped);
    }

    internal static void CheckDequantize(KernelDevice device, string type, int count, int blockSize, PtxGrid grid, int skipped = 0, int skippedCodes = 0, bool ties = false)
    {
        switch (type)
        {
            case "float16":
                CheckDequantizeAs<Half>(device, type, count, blockSize, grid, skipped, skippedCodes, ties);
                break;
            case "bfloat16":
                CheckDequantizeAs<BFloat16>(device, type, count, blockSize, grid, skipped, skippedCodes, ties);
                break;
            default:
                CheckDequantizeAs<float>(device, type, count, blockSize, grid, skipped, skippedCodes, ties);
                break;
        }
    }

    private static void CheckDequantizeAs<T>(KernelDevice device, string type, int count, int blockSize, PtxGrid grid, int skipped, int skippedCodes, bool ties)
        where T : unmanaged
    {
        byte[] bytes = new byte[count];
        new Random(count).NextBytes(bytes);
        float[] scales = KernelData.Uniform((int)Blocks.Count(count, blockSize)), expected = new float[count];
        if (ties)
        {
            bytes.AsSpan().Fill((byte)Codebook.Dynamic.Values.IndexOf(1f));
            scales.AsSpan().Fill(KernelData.Tie);
        }
        EightBitKernels.Dequantize(bytes, scales, Codebook.Dynamic, blockSize, expected);
        using var codes = device.Upload<byte>([.. new byte[skippedCodes], .. bytes]);
        using var map = device.Upload(Codebook.Dynamic.Values);
        using var absmax = device.Upload<float>(scales);
        using var values = device.Upload<T>(new T[skipped + count]);
        device.Run($"dequantize8_{type}", grid, new Dequantize8Arguments(
            codes.Address + (ulong)skippedCodes, map.Address, absmax.Address, values.Address + (ulong)(skipped * sizeof(T)), count, BitOperations.Log2((uint)blockSize)));
        Assert.That(values.Read()[skipped..].SequenceEqual(expected.Select(Rounding.To<T>)), $"{type}, {count} elements, blocks of {blockSize}, {grid}");
    }

    private static PtxGrid Grid(int size) => new(1 + (size % 3), 32 << (size % 4));
}
