using System.Numerics;
using System.Runtime.InteropServices;
using Peft.Quantization.Kernels.Cpu;
using Peft.Quantization.Kernels.Cuda;
using Peft.Quantization.Tests.Ptx;

namespace Peft.Quantization.Tests;

/// <summary>The PTX that ships, interpreted, against the CPU's kernels, to the bit.</summary>
[TestFixture]
public sealed unsafe class CudaDequantizeTests
{
    private static readonly PtxModule s_module = new(CudaKernels.Ptx);
    private static readonly int[] s_sizes = [1, 2, 7, 15, 16, 17, 31, 32, 33, 63, 64, 65, 129, 511, 1000, 4099];

    [Test]
    public void Dequantize_AnySizeBlockSizeAndGrid_EqualsCpu([Values(32, 64, 256, 4096)] int blockSize, [Values] bool nested, [Values("nf4", "fp4")] string codebook)
    {
        foreach (int size in s_sizes)
            Check(s_module, size, blockSize, nested, codebook == "nf4" ? Codebook.NF4 : Codebook.FP4, new PtxGrid(1 + (size % 3), 32 << (size % 4)));
    }

    [Test]
    public void Dequantize_ScalesOfAllMagnitudes_EqualsCpu()
    {
        // Results that are subnormal, zero, halfway between two, and infinite.
        float[] absmax = [.. Enumerable.Range(-45, 83).Select(exponent => MathF.Pow(10, exponent)), 65503.99f, 65504, 65519.99f, 65520, 65536, 0];
        CheckAll(s_module, Packed(absmax.Length * 32), absmax, null, Codebook.NF4, 32, absmax.Length * 32, new PtxGrid(2, 64));
    }

    /// <summary>With any one of its instructions wrong the kernel goes wrong, and that is seen: the interpreter and the checks miss nothing that matters.</summary>
    [TestCase("float32")]
    [TestCase("float16")]
    [TestCase("bfloat16")]
    public void Dequantize_AnyInstructionWrong_IsCaught(string type) => PtxMutation.CheckAll("dequantize4_" + type, module =>
    {
        Check(module, 83, 32, nested: false, Codebook.NF4, new PtxGrid(1, 32));
        CheckTies(module);
        Check(module, 8229, 32, nested: true, Codebook.NF4, new PtxGrid(2, 64));
    });

    // Every element lies halfway between two of 16 bits, the lower of which is odd.
    private static void CheckTies(PtxModule module)
    {
        const float Half = 1 + (1f / 1024) + (1f / 2048), BFloat16 = 1 + (1f / 128) + (1f / 256);
        foreach (float tie in new[] { Half, BFloat16 })
            CheckAll(module, [.. Enumerable.Repeat((byte)0xFF, 42)], [tie, tie, tie], null, Codebook.NF4, 32, 83, new PtxGrid(1, 32));
    }

    private static byte[] Packed(int count)
    {
        byte[] packed = new byte[(count + 1) / 2];
        new Random(count).NextBytes(packed);
        return packed;
    }

    private static void Check(PtxModule module, int count, int blockSize, bool nested, Codebook codebook, PtxGrid grid)
    {
        int blocks = (int)Blocks.Count(count, blockSize);
        float[] absmax = KernelData.Uniform((int)(nested ? Blocks.Count(blocks, NestedAbsmax.BlockSize) : blocks));
        byte[]? codes = nested ? new byte[blocks] : null;
        if (codes is not null)
            new Random(blocks).NextBytes(codes);
        CheckAll(module, Packed(count), absmax, codes, codebook, blockSize, count, grid);
    }

    private static void CheckAll(PtxModule module, byte[] packed, float[] absmax, byte[]? codes, Codebook codebook, int blockSize, int count, PtxGrid grid)
    {
        var memory = new GlobalMemory();
        using var devicePacked = new DeviceArray<byte>(memory, packed);
        using var deviceAbsmax = new DeviceArray<float>(memory, absmax);
        using var deviceCodes = new DeviceArray<byte>(memory, codes);
        using var deviceMap = new DeviceArray<float>(memory, Codebook.Dynamic.Values);
        using var deviceCodebook = new DeviceArray<float>(memory, codebook.Values);
        const float Offset = 0.375f;
        DeviceAbsmax scales = codes is null ? new(deviceAbsmax.Address) : new(deviceAbsmax.Address, deviceCodes.Address, deviceMap.Address, Offset);
        BlockAbsmax cpuScales = codes is null ? new((float*)deviceAbsmax.Address) : new((byte*)deviceCodes.Address, (float*)deviceAbsmax.Address, Codebook.Dynamic, Offset);
        DeviceWeight weight = new(devicePacked.Address, deviceCodebook.Address, scales, count, BitOperations.Log2((uint)blockSize));
        FourBitWeight cpu = new(codebook, (byte*)devicePacked.Address, cpuScales, blockSize);
        foreach (string name in module.Names)
        {
            switch (name)
            {
                case "dequantize4_float32":
                    CheckKernel<float>(module[name], weight, cpu, grid, memory);
                    break;
                case "dequantize4_float16":
                    CheckKernel<Half>(module[name], weight, cpu, grid, memory);
                    break;
                case "dequantize4_bfloat16":
                    CheckKernel<BFloat16>(module[name], weight, cpu, grid, memory);
                    break;
            }
        }
    }

    private static void CheckKernel<T>(PtxKernel kernel, DeviceWeight weight, FourBitWeight cpu, PtxGrid grid, GlobalMemory memory)
        where T : unmanaged
    {
        T[] expected = new T[weight.Count];
        FourBitKernels.Dequantize<T>(cpu, 0, expected, path: CpuPath.Reference);
        using var values = new DeviceArray<T>(memory, new T[weight.Count]);
        MemoryMarshal.AsBytes(values.Values).Fill(0xA5);
        kernel.Run(grid, new DequantizeArguments(weight, values.Address), memory);
        bool same = MemoryMarshal.AsBytes(values.Values).SequenceEqual(MemoryMarshal.AsBytes(expected.AsSpan()));
        Assert.That(same, $"{kernel.Name}, {weight.Count} elements, blocks of 2^{weight.BlockShift}, {grid}");
    }
}
