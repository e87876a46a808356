using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Peft.Optimizers;
using Peft.Quantization.Kernels.Cpu;

namespace Peft.Quantization.Tests;

/// <summary>What the bit-exact kernels give for fixed inputs on the path that this process takes. Run as a program the tests print that, so one can compare processes.</summary>
internal static unsafe class KernelChecksums
{
    private const int Size = (1 << 16) + 77;

    public static void Print()
    {
        Console.WriteLine(CpuPath.Best);
        foreach (string line in Lines())
            Console.WriteLine(line);
    }

    public static IEnumerable<string> Lines() =>
    [
        .. from codebook in new[] { Codebook.NF4, Codebook.FP4 }
           from blockSize in new[] { 32, 64, 1024 }
           from line in FourBit(codebook, blockSize)
           select $"{codebook.Name} {blockSize} {line}",
        .. EightBit(),
        .. Int8(),
        .. Update(),
    ];

    private static string[] FourBit(Codebook codebook, int blockSize)
    {
        byte[] packed = new byte[(Size + 1) / 2];
        float[] absmax = new float[Blocks.Count(Size, blockSize)];
        FourBitKernels.Quantize(KernelData.Uniform(Size), codebook, blockSize, packed, absmax, threads: 2);
        fixed (byte* codes = packed)
        fixed (float* scales = absmax)
        {
            FourBitWeight weight = new(codebook, codes, new(scales), blockSize);
            return [$"packed {Hash<byte>(packed)}", $"absmax {Hash<float>(absmax)}", Dequantized<float>(weight), Dequantized<Half>(weight), Dequantized<BFloat16>(weight)];
        }
    }

    private static string[] EightBit()
    {
        byte[] codes = new byte[Size];
        float[] absmax = new float[Blocks.Count(Size, 256)];
        EightBitKernels.Quantize(KernelData.Uniform(Size), Codebook.Dynamic, 256, codes, absmax, threads: 2);
        return [$"dynamic codes {Hash<byte>(codes)}", $"dynamic absmax {Hash<float>(absmax)}"];
    }

    private static string[] Int8()
    {
        const int Rows = 40, Columns = 1001;
        sbyte[] codes = new sbyte[Rows * Columns];
        float[] absmax = new float[Rows];
        int[] products = new int[Rows * Rows];
        Int8Kernels.QuantizeRows(KernelData.Uniform(codes.Length), codes, absmax, threads: 2);
        Int8Products.Multiply(codes, codes, Columns, products, threads: 2);
        return [$"int8 codes {Hash<sbyte>(codes)}", $"int8 absmax {Hash<float>(absmax)}", $"int8 products {Hash<int>(products)}"];
    }

    private static string[] Update()
    {
        var memory = new UpdateMemory(AdamUpdate.Rule, nameof(FloatFormat.BFloat16), quantized: true, Size);
        for (int step = 1; step <= 3; step++)
            AdamUpdate.Rule.Update(memory.Kernel(CpuPath.Best, threads: 2), new UpdateStep(UpdateMemory.Options, step, 1), 1);
        return [$"adam {memory.Hash()}"];
    }

    private static string Dequantized<T>(FourBitWeight weight)
        where T : unmanaged
    {
        T[] values = new T[Size];
        FourBitKernels.Dequantize(weight, 0, values.AsSpan(), threads: 2);
        return $"{typeof(T).Name} {Hash<T>(values)}";
    }

    private static string Hash<T>(ReadOnlySpan<T> values)
        where T : unmanaged => Convert.ToHexString(SHA256.HashData(MemoryMarshal.AsBytes(values)));
}
