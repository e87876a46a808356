using System.Numerics;
using System.Runtime.InteropServices;
using Peft.Quantization.Kernels.Cpu;
using Peft.Quantization.Kernels.Cuda;
using Peft.Quantization.Tests.Ptx;

namespace Peft.Quantization.Tests.Cuda;

/// <summary>The kernels that ship against the CPU's, to the bit.</summary>
[TestFixtureSource(typeof(KernelDevice), nameof(KernelDevice.All))]
public sealed unsafe class DequantizeTests(string device)
{
    private static readonly int[] s_sizes = [1, 2, 7, 31, 32, 33, 511, 512, 1000, 1024, 2049, 8229];

    private readonly KernelDevice _device = KernelDevice.Of(device);

    [Test]
    public void Dequantize_AnySizeBlockSizeAndGrid_EqualsCpu([Values(32, 64, 256, 4096)] int blockSize, [Values] bool nested, [Values("nf4", "fp4")] string codebook)
    {
        foreach (int size in s_sizes)
            CheckTypes(_device, FourBitData.Random(size, blockSize, nested, codebook == "nf4" ? Codebook.NF4 : Codebook.FP4), new PtxGrid(1 + (size % 3), 32 << (size % 4)));
    }

    [Test]
    public void Dequantize_NotAligned_EqualsCpu([Values(1, 4, 8)] int skipped)
    {
        FourBitData data = FourBitData.Random(3000, 64, nested: true, Codebook.NF4);
        CheckTypes(_device, data, new PtxGrid(2, 64), skipped);
        CheckTypes(_device, data with { SkippedBytes = skipped }, new PtxGrid(2, 64));
    }

    [Test]
    public void Dequantize_ScalesOfAllMagnitudes_EqualsCpu()
    {
        // Results that are subnormal, zero, halfway between two, infinite and NaN.
        float[] absmax = [.. Enumerable.Range(-45, 83).Select(exponent => MathF.Pow(10, exponent)), 65503.99f, 65504, 65519.99f, 65520, 65536, 0, float.PositiveInfinity, float.NaN];
        CheckTypes(_device, FourBitData.Random(absmax.Length * 32, 32, nested: false, Codebook.NF4) with { Absmax = absmax }, new PtxGrid(2, 64));
    }

    internal static void CheckTypes(KernelDevice device, FourBitData data, PtxGrid grid, int skipped = 0)
    {
        foreach (string type in KernelData.Types)
            Check(device, type, data, grid, skipped);
    }

    /// <summary>Compares a kernel with the CPU's.</summary>
    /// <param name="device">What it runs on.</param>
    /// <param name="type">Of the results, as the kernels are named.</param>
    /// <param name="data">What it decodes.</param>
    /// <param name="grid">The size of the launch.</param>
    /// <param name="skipped">How many elements of its memory stand before the results.</param>
    internal static void Check(KernelDevice device, string type, FourBitData data, PtxGrid grid, int skipped = 0)
    {
        switch (type)
        {
            case "float16":
                CheckAs<Half>(device, type, data, grid, skipped);
                break;
            case "bfloat16":
                CheckAs<BFloat16>(device, type, data, grid, skipped);
                break;
            default:
                CheckAs<float>(device, type, data, grid, skipped);
                break;
        }
    }

    private static void CheckAs<T>(KernelDevice device, string type, FourBitData data, PtxGrid grid, int skipped)
        where T : unmanaged
    {
        T[] expected = new T[data.Count];
        data.OnCpu(weight => FourBitKernels.Dequantize<T>(weight, 0, expected, path: CpuPath.Reference));
        T[] poison = new T[skipped + data.Count];
        MemoryMarshal.AsBytes(poison.AsSpan()).Fill(0xA5);
        using var values = device.Upload<T>(poison);
        data.On(device, weight => device.Run($"dequantize4_{type}", grid, new DequantizeArguments(weight, values.Address + (ulong)(skipped * sizeof(T)))));
        Assert.That(SameNumbers<T>(values.Read().AsSpan(skipped), expected), $"{type}, {data}, {grid}");
    }

    // A NaN is a NaN.
    private static bool SameNumbers<T>(ReadOnlySpan<T> found, ReadOnlySpan<T> expected)
        where T : unmanaged
    {
        for (int i = 0; i < expected.Length; i++)
        {
            if (!found[i].Equals(expected[i]) && !(IsNaN(found[i]) && IsNaN(expected[i])))
                return false;
        }
        return true;
    }

    private static bool IsNaN<T>(T value) => value switch { float single => float.IsNaN(single), Half half => Half.IsNaN(half), BFloat16 bfloat => float.IsNaN((float)bfloat), _ => false };
}
