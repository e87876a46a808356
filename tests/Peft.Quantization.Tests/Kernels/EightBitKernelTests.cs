using Peft.Quantization.Kernels.Cpu;

namespace Peft.Quantization.Tests;

/// <summary>The table of cells against the search, to the bit.</summary>
[TestFixture]
public sealed class EightBitKernelTests
{
    private static readonly Codebook[] s_codebooks = [Codebook.Dynamic, Codebook.DynamicUnsigned];

    [TestCaseSource(nameof(s_codebooks))]
    public void Encode_EveryUpperHalfOfAFloat_EqualsSearch(object codebook)
    {
        var map = (Codebook)codebook;
        Assert.That(map.Cells, Is.Not.Null);
        // The first, a middle and the last number of every cell of either sign, infinities among them.
        for (int upper = 0; upper < 1 << 16; upper++)
        {
            foreach (int lower in new[] { 0, 0x5A5A, 0xFFFF })
                Check(map, BitConverter.Int32BitsToSingle((upper << 16) | lower));
        }
    }

    [TestCaseSource(nameof(s_codebooks))]
    public void Encode_MidpointsAndTheirNeighbours_EqualsSearch(object codebook)
    {
        var map = (Codebook)codebook;
        float[] sorted = [.. map.Values.ToArray().Order()];
        foreach (var (lower, upper) in sorted.Zip(sorted.Skip(1)))
        {
            float midpoint = (lower + upper) / 2;
            Check(map, midpoint);
            Check(map, MathF.BitIncrement(midpoint));
            Check(map, MathF.BitDecrement(midpoint));
        }
    }

    [TestCaseSource(nameof(s_codebooks))]
    public unsafe void Wide_EveryNumberUpToOneThatMatters_EqualsSearch(object codebook)
    {
        var map = (Codebook)codebook;
        Assert.That(map.Wide is not null, Is.EqualTo(WideCodebook.IsSupported));
        if (map.Wide is not { } wide)
            return;
        List<float> values = [.. map.Midpoints.ToArray().SelectMany(m => new[] { m, float.BitDecrement(m), float.BitIncrement(m), -m, -float.BitDecrement(m), -float.BitIncrement(m) })];
        for (int upper = 0; upper <= 0x3F80; upper++)
        {
            foreach (int lower in new[] { 0, 1, 0x5A5A, 0xFFFF })
                values.AddRange(BitConverter.Int32BitsToSingle((upper << 16) | lower), -BitConverter.Int32BitsToSingle((upper << 16) | lower));
        }
        while (values.Count % WideCodebook.Step != 0)
            values.Add(0);
        byte[] codes = new byte[values.Count];
        fixed (float* source = values.ToArray())
        fixed (byte* target = codes)
            wide.Encode(source, values.Count, 1, target);
        Assert.That(values.Where((value, i) => codes[i] != map.Encode(value)), Is.Empty);
    }

    [TestCaseSource(nameof(s_codebooks))]
    public unsafe void Wide_EveryCode_GivesItsValue(object codebook)
    {
        var map = (Codebook)codebook;
        byte[] codes = [.. Enumerable.Range(0, 256).Select(i => (byte)(i * 37))];
        float[] values = new float[256];
        float absmax = 3;
        fixed (byte* source = codes)
        fixed (float* target = values)
            EightBitBlocks.Decode(source, 256, 256, map, &absmax, target);
        Assert.That(values, Is.EqualTo(codes.Select(code => map.Values[code] * 3)));
    }

    [Test]
    public void Cells_OfValuesTooClose_AreNotMade() => Assert.That(CodebookCells.Create([0.5f, 0.5001f]), Is.Null);

    [Test]
    public void Quantize_AnySizeAndBlockSize_EqualsReference([ValueSource(nameof(s_codebooks))] object codebook, [Values(64, 256, 4096)] int blockSize)
    {
        var map = (Codebook)codebook;
        foreach (int size in new[] { 0, 1, 63, 64, 65, 257, 4096, 4097, 100_000 })
        {
            float[] values = KernelData.Uniform(size);
            byte[] codes = new byte[size], expectedCodes = new byte[size];
            float[] absmax = new float[Blocks.Count(size, blockSize)], expectedAbsmax = new float[absmax.Length];
            EightBitKernels.Quantize(values, map, blockSize, codes, absmax, threads: 2);
            EightBitKernels.QuantizeReference(values, map, blockSize, expectedCodes, expectedAbsmax);
            Assert.That(codes, Is.EqualTo(expectedCodes), $"codes of {size}");
            Assert.That(absmax, Is.EqualTo(expectedAbsmax), $"absmax of {size}");

            EightBitKernels.Dequantize(codes, absmax, map, blockSize, values, threads: 2);
            for (int i = 0; i < size; i++)
                Assert.That(values[i], Is.EqualTo(map.Values[codes[i]] * absmax[i / blockSize]));
        }
    }

    [TestCase(float.NaN)]
    [TestCase(float.PositiveInfinity)]
    [TestCase(0)]
    public void Quantize_BlocksWithOneValue_EqualsReference(float value)
    {
        float[] values = KernelData.Uniform(200), absmax = new float[4], expectedAbsmax = new float[4];
        values[70] = value;
        values.AsSpan(128, 64).Fill(value);
        byte[] codes = new byte[200], expectedCodes = new byte[200];
        EightBitKernels.Quantize(values, Codebook.Dynamic, 64, codes, absmax);
        EightBitKernels.QuantizeReference(values, Codebook.Dynamic, 64, expectedCodes, expectedAbsmax);
        Assert.That(codes, Is.EqualTo(expectedCodes));
        Assert.That(absmax, Is.EqualTo(expectedAbsmax));
    }

    private static void Check(Codebook map, float value)
    {
        if (!float.IsNaN(value) && map.Cells!.Encode(value) != map.Encode(value))
            Assert.Fail($"{value:g9}: {map.Cells!.Encode(value)}, expected {map.Encode(value)}");
    }
}
