using System.Numerics;
using Peft.Quantization.Kernels.Cpu;
using Peft.Quantization.Kernels.Cuda;
using Peft.Quantization.Tests.Ptx;

namespace Peft.Quantization.Tests.Cuda;

/// <summary>The kernels that ship against the CPU's, to the bit.</summary>
[TestFixtureSource(typeof(KernelDevice), nameof(KernelDevice.All))]
public sealed unsafe class QuantizeTests(string device)
{
    private static readonly int[] s_sizes = [1, 2, 31, 32, 33, 64, 129, 1000, 4099, 8192];

    private readonly KernelDevice _device = KernelDevice.Of(device);

    [Test]
    public void Quantize_AnySizeBlockSizeAndGrid_EqualsCpu([Values(32, 64, 256, 4096)] int blockSize, [Values("nf4", "fp4")] string codebook)
    {
        foreach (int size in s_sizes)
            CheckTypes(_device, KernelData.Uniform(size), blockSize, codebook == "nf4" ? Codebook.NF4 : Codebook.FP4, new PtxGrid(1 + (size % 3), 32 << (size % 4)));
    }

    [Test]
    public void Quantize_NotAligned_EqualsCpu([Values(1, 4)] int skipped) =>
        CheckTypes(_device, KernelData.Uniform(3000), 64, Codebook.NF4, new PtxGrid(2, 64), skipped);

    [Test]
    public void Quantize_SpecialValues_EqualsCpu([Values("nf4", "fp4")] string name)
    {
        Codebook codebook = name == "nf4" ? Codebook.NF4 : Codebook.FP4;
        float[] special = [.. KernelData.Special(codebook).Where(float.IsFinite)];
        foreach (float scale in new[] { 0, 1, 1e-38f, 1e38f })
        {
            float[] values = KernelData.Uniform((special.Length * 32) - 7);
            for (int i = 0; i < values.Length; i++)
                values[i] = i % 32 == i / 32 % 32 ? special[i / 32] : values[i] * scale;
            Check(_device, "float32", values, 32, codebook, new PtxGrid(2, 64));
        }
    }

    internal static void CheckTypes(KernelDevice device, float[] values, int blockSize, Codebook codebook, PtxGrid grid, int skipped = 0)
    {
        foreach (string type in KernelData.Types)
            Check(device, type, values, blockSize, codebook, grid, skipped);
    }

    internal static void Check(KernelDevice device, string type, float[] values, int blockSize, Codebook codebook, PtxGrid grid, int skipped = 0, int skippedCodes = 0)
    {
        switch (type)
        {
            case "float16":
                CheckAs(device, type, [.. values.Select(value => (Half)value)], blockSize, codebook, grid, skipped, skippedCodes);
                break;
            case "bfloat16":
                CheckAs(device, type, [.. values.Select(value => (BFloat16)value)], blockSize, codebook, grid, skipped, skippedCodes);
                break;
            default:
                CheckAs(device, type, values, blockSize, codebook, grid, skipped, skippedCodes);
                break;
        }
    }

    private static void CheckAs<T>(KernelDevice device, string type, T[] values, int blockSize, Codebook codebook, PtxGrid grid, int skipped, int skippedCodes)
        where T : unmanaged
    {
        var (expectedPacked, expectedAbsmax) = KernelData.QuantizeReference([.. values.Select(Widen)], codebook, blockSize);
        byte[] sortedCodes = new byte[16];
        System.Runtime.Intrinsics.Vector128.CopyTo(codebook.Tables!.SortedCodes, sortedCodes);
        using var source = device.Upload<T>([.. new T[skipped], .. values]);
        using var midpoints = device.Upload<float>(codebook.Midpoints.ToArray());
        using var codes = device.Upload<byte>(sortedCodes);
        using var packed = device.Upload<byte>(new byte[skippedCodes + expectedPacked.Length]);
        using var absmax = device.Upload<float>(new float[expectedAbsmax.Length]);
        device.Run($"quantize4_{type}", grid, new QuantizeArguments(
            source.Address + (ulong)(skipped * sizeof(T)), midpoints.Address, codes.Address, packed.Address + (ulong)skippedCodes, absmax.Address, values.Length, BitOperations.Log2((uint)blockSize)));
        string what = $"{type}, {values.Length} elements, blocks of {blockSize}, {grid}";
        Assert.That(absmax.Read().SequenceEqual(expectedAbsmax), $"absmax: {what}");
        Assert.That(packed.Read()[skippedCodes..].SequenceEqual(expectedPacked), $"codes: {what}");
    }

    private static float Widen<T>(T value)
        where T : unmanaged => value switch { Half half => (float)half, BFloat16 bfloat => (float)bfloat, _ => (float)(object)value };
}
