using System.Runtime.InteropServices;
using Peft.Quantization.Kernels.Cpu;

namespace Peft.Quantization.Tests;

/// <summary>Every path of the processor against the reference, to the bit.</summary>
[TestFixture]
public sealed unsafe class FourBitKernelTests
{
    private static readonly int[] s_sizes = [.. Enumerable.Range(0, 514), 4095, 4096, 4097, 8192 + 33, (1 << 17) + 77];
    private static readonly int[] s_blockSizes = [32, 64, 128, 256, 512, 1024, 2048, 4096];

    private static IEnumerable<TestCaseData> Paths =>
        from path in CpuPath.Supported
        from codebook in new[] { Codebook.NF4, Codebook.FP4 }
        select new TestCaseData(path, codebook).SetArgDisplayNames(path.ToString()!, codebook.Name);

    [TestCaseSource(nameof(Paths))]
    public void Quantize_AnySizeAndBlockSize_EqualsReference(object path, object codebook) => ForEachSize((size, blockSize) =>
    {
        float[] values = KernelData.Uniform(size, seed: size);
        CheckQuantize(values, (Codebook)codebook, blockSize, (CpuPath)path, threads: 1 + (size % 3));
    });

    [TestCaseSource(nameof(Paths))]
    public void Quantize_SpecialValues_EqualsReference(object path, object codebook)
    {
        float[] special = KernelData.Special((Codebook)codebook);
        foreach (int blockSize in s_blockSizes)
        {
            // One special value to a block, at every place of the first 32; the rest of a block gives it a scale, or is zero.
            foreach (float scale in new[] { 0, 1, 1e-38f, 1e38f })
            {
                float[] values = KernelData.Uniform(special.Length * blockSize);
                for (int i = 0; i < values.Length; i++)
                    values[i] = i % blockSize == i / blockSize % 32 ? special[i / blockSize] : values[i] * scale;
                CheckQuantize(values, (Codebook)codebook, blockSize, (CpuPath)path);
            }
        }
    }

    // Its values are so far apart that the widest path needs no search; FP4's smallest are not.
    [Test]
    public unsafe void Midpoints_OfNF4_HaveCellsOfTheirOwn() =>
        Assert.That((Codebook.NF4.Tables!.Midpoints.Cells is null, Codebook.FP4.Tables!.Midpoints.Cells is null), Is.EqualTo((false, true)));

    [TestCaseSource(nameof(Paths))]
    public void Dequantize_AnySizeAndBlockSize_EqualsReference(object path, object codebook) => ForEachSize((size, blockSize) =>
    {
        byte[] packed = new byte[(size + 1) / 2];
        new Random(size).NextBytes(packed);
        float[] absmax = KernelData.Uniform((int)Blocks.Count(size, blockSize));
        CheckDequantize<float>(packed, absmax, (Codebook)codebook, blockSize, size, (CpuPath)path);
        CheckDequantize<Half>(packed, absmax, (Codebook)codebook, blockSize, size, (CpuPath)path);
        CheckDequantize<BFloat16>(packed, absmax, (Codebook)codebook, blockSize, size, (CpuPath)path);
    });

    [TestCaseSource(nameof(Paths))]
    public void Dequantize_SpecialScales_EqualsReference(object path, object codebook)
    {
        // Scales at which halves are subnormal, zero, halfway between two, and infinite.
        float[] powers = [.. Enumerable.Range(-45, 85).Select(exponent => MathF.Pow(10, exponent))];
        float[] absmax = [.. KernelData.Special((Codebook)codebook), .. powers, 65503.99f, 65504, 65519.99f, 65520, 65536];
        byte[] packed = new byte[absmax.Length * 32];
        for (int i = 0; i < packed.Length; i++)
            packed[i] = (byte)(i * 0x37);
        CheckDequantize<float>(packed, absmax, (Codebook)codebook, 64, packed.Length * 2, (CpuPath)path);
        CheckDequantize<Half>(packed, absmax, (Codebook)codebook, 64, packed.Length * 2, (CpuPath)path);
        CheckDequantize<BFloat16>(packed, absmax, (Codebook)codebook, 64, packed.Length * 2, (CpuPath)path);
    }

    [TestCaseSource(nameof(Paths))]
    public void Dequantize_LargeOutput_EqualsReferenceWhereverItStarts(object path, object codebook)
    {
        const int Elements = 5 << 20;
        float[] absmax = KernelData.Uniform(Elements / 64);
        byte[] packed = new byte[Elements / 2];
        new Random(1).NextBytes(packed);
        float[] expected = new float[Elements], actual = new float[Elements + 16];
        FourBitKernels.DequantizeReference<float>(packed, absmax, ((Codebook)codebook).Values, 64, expected);
        for (int start = 0; start < 16; start += 5)
        {
            fixed (byte* codes = packed)
            fixed (float* scales = absmax)
                FourBitKernels.Dequantize(new((Codebook)codebook, codes, new(scales), 64), 0, actual.AsSpan(start, Elements), threads: 2, (CpuPath)path);
            Assert.That(actual.AsSpan(start, Elements).SequenceEqual(expected), $"from {start}");
        }
    }

    private static void ForEachSize(Action<int, int> check)
    {
        foreach (int size in s_sizes)
        {
            foreach (int blockSize in s_blockSizes)
                check(size, blockSize);
        }
    }

    private static void CheckQuantize(float[] values, Codebook codebook, int blockSize, CpuPath path, int threads = 1)
    {
        var (expectedPacked, expectedAbsmax) = KernelData.QuantizeReference(values, codebook, blockSize);
        byte[] packed = new byte[expectedPacked.Length];
        float[] absmax = new float[expectedAbsmax.Length];
        FourBitKernels.Quantize(values, codebook, blockSize, packed, absmax, threads, path);
        Assert.That(packed.AsSpan().SequenceEqual(expectedPacked), $"codes of {values.Length} in blocks of {blockSize}");
        Assert.That(absmax.AsSpan().SequenceEqual(expectedAbsmax), $"absmax of {values.Length} in blocks of {blockSize}");
    }

    private static void CheckDequantize<T>(byte[] packed, float[] absmax, Codebook codebook, int blockSize, int size, CpuPath path)
        where T : unmanaged
    {
        T[] expected = new T[size], actual = new T[size];
        FourBitKernels.DequantizeReference<T>(packed, absmax, codebook.Values, blockSize, expected);
        fixed (byte* codes = packed)
        fixed (float* scales = absmax)
            FourBitKernels.Dequantize(new(codebook, codes, new(scales), blockSize), 0, actual.AsSpan(), threads: 1 + (size % 3), path);
        bool same = MemoryMarshal.AsBytes(actual.AsSpan()).SequenceEqual(MemoryMarshal.AsBytes(expected.AsSpan()));
        Assert.That(same, $"{size} elements of {typeof(T).Name} in blocks of {blockSize}");
    }
}
