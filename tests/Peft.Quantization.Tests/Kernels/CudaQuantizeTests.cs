using System.Runtime.Intrinsics;
using Peft.Quantization.Kernels.Cpu;
using Peft.Quantization.Kernels.Cuda;
using Peft.Quantization.Tests.Ptx;

namespace Peft.Quantization.Tests;

/// <summary>The PTX that ships, interpreted, against the CPU's kernels, to the bit.</summary>
[TestFixture]
public sealed class CudaQuantizeTests
{
    private static readonly PtxModule s_module = new(CudaKernels.Ptx);
    private static readonly int[] s_sizes = [1, 2, 31, 32, 33, 63, 64, 65, 129, 1000, 4099];

    [Test]
    public void Quantize_AnySizeBlockSizeAndGrid_EqualsCpu([Values(32, 64, 256, 4096)] int blockSize, [Values("nf4", "fp4")] string codebook)
    {
        foreach (int size in s_sizes)
            CheckAllTypes(KernelData.Uniform(size), blockSize, codebook == "nf4" ? Codebook.NF4 : Codebook.FP4, new PtxGrid(1 + (size % 3), 32 << (size % 4)));
    }

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
            Check(s_module["quantize4_float32"], values, values, 32, codebook, new PtxGrid(2, 64));
        }
    }

    private static void CheckAllTypes(float[] values, int blockSize, Codebook codebook, PtxGrid grid)
    {
        Check(s_module["quantize4_float32"], values, values, blockSize, codebook, grid);
        Half[] halves = [.. values.Select(value => (Half)value)];
        Check(s_module["quantize4_float16"], halves, [.. halves.Select(value => (float)value)], blockSize, codebook, grid);
        BFloat16[] bfloats = [.. values.Select(value => (BFloat16)value)];
        Check(s_module["quantize4_bfloat16"], bfloats, [.. bfloats.Select(value => (float)value)], blockSize, codebook, grid);
    }

    private static void Check<T>(PtxKernel kernel, T[] values, float[] floats, int blockSize, Codebook codebook, PtxGrid grid)
        where T : unmanaged
    {
        var (expectedPacked, expectedAbsmax) = KernelData.QuantizeReference(floats, codebook, blockSize);
        float[] heap = codebook.Tables!.MidpointHeap.ToArray();
        byte[] sortedCodes = new byte[16];
        codebook.Tables.SortedCodes.CopyTo(sortedCodes);
        var memory = new GlobalMemory();
        using var source = new DeviceArray<T>(memory, values);
        using var midpoints = new DeviceArray<float>(memory, heap.AsSpan(1, 15).ToArray().Order().ToArray());
        using var codes = new DeviceArray<byte>(memory, sortedCodes);
        using var packed = new DeviceArray<byte>(memory, new byte[expectedPacked.Length]);
        using var absmax = new DeviceArray<float>(memory, new float[expectedAbsmax.Length]);
        kernel.Run(grid, new QuantizeArguments(source.Address, midpoints.Address, codes.Address, packed.Address, absmax.Address, values.Length, blockSize), memory);
        string what = $"{kernel.Name}, {values.Length} elements, blocks of {blockSize}, {grid}";
        Assert.That(absmax.Values.SequenceEqual(expectedAbsmax), $"absmax: {what}");
        Assert.That(packed.Values.SequenceEqual(expectedPacked), $"codes: {what}");
    }
}
