using Peft.Quantization.Kernels.Cpu;

namespace Peft.Quantization.Tests;

/// <summary>Every path's products against sums in double precision.</summary>
[TestFixture]
public sealed unsafe class FourBitProductTests
{
    private static IEnumerable<TestCaseData> Paths => CpuPath.Supported.Select(path => new TestCaseData(path).SetArgDisplayNames(path.ToString()!));

    // Of the sum of all weights' magnitudes, as no element of a vector is above 1: what single precision may lose, and what 14 and 15 bits may. One wrong term is far more.
    private const double Tolerance = 1e-6, Int16Tolerance = 1.2e-4;

    [TestCaseSource(nameof(Paths))]
    public void Multiply_AnyShape_EqualsDoubleProduct(object path)
    {
        (int, int, int)[] shapes = [(1, 64, 64), (5, 64, 32), (7, 192, 64), (64, 256, 128), (65, 1088, 64), (3, 4096, 4096), (31, 2048, 1024), (2, 8192, 32)];
        foreach (var (rows, columns, blockSize) in shapes)
        {
            foreach (int batch in new[] { 1, 2, 3, 4, 5, 8, 16, 17 })
                Check((CpuPath)path, Codebook.NF4, rows, columns, blockSize, batch, int16: false, threads: 1 + (rows % 3));
        }
    }

    [TestCaseSource(nameof(Paths))]
    public void Multiply_WithInt16Activations_IsWithinTheirRounding(object path)
    {
        foreach (var (rows, columns, blockSize) in new[] { (1, 64, 64), (7, 192, 64), (64, 256, 128), (3, 4096, 4096), (31, 2048, 1024), (5, 64, 32) })
            Check((CpuPath)path, Codebook.NF4, rows, columns, blockSize, batch: 1, int16: true, threads: 2);
    }

    [TestCaseSource(nameof(Paths))]
    public void Multiply_Fp4AndLargestActivations_DoNotOverflow(object path)
    {
        const int Columns = 4096;
        float[] weight = [.. Enumerable.Repeat(1f, Columns)], vector = [.. Enumerable.Repeat(3e4f, Columns)];
        foreach (Codebook codebook in new[] { Codebook.NF4, Codebook.FP4 })
            Assert.That(Product((CpuPath)path, codebook, weight, vector, 1, 4096, 1, int16: true, threads: 1)[0], Is.EqualTo(3e4 * Columns).Within(1e-4).Percent);
    }

    [TestCaseSource(nameof(Paths))]
    public void Multiply_VectorOfZeros_GivesZeros(object path)
    {
        float[] products = Product((CpuPath)path, Codebook.NF4, KernelData.Uniform(3 * 128), new float[128], 3, 64, 1, int16: true, threads: 1);
        Assert.That(products, Is.All.Zero);
    }

    private static void Check(CpuPath path, Codebook codebook, int rows, int columns, int blockSize, int batch, bool int16, int threads)
    {
        float[] weight = KernelData.Uniform(rows * columns), vectors = KernelData.Uniform(batch * columns, seed: 2);
        float[] actual = Product(path, codebook, weight, vectors, rows, blockSize, batch, int16, threads);
        var (packed, absmax) = KernelData.QuantizeReference(weight, codebook, blockSize);
        FourBitKernels.DequantizeReference<float>(packed, absmax, codebook.Values, blockSize, weight);
        for (int i = 0; i < actual.Length; i++)
        {
            double expected = 0, size = 0;
            for (int column = 0; column < columns; column++)
            {
                double element = weight[(i % rows * columns) + column];
                expected += element * vectors[(i / rows * columns) + column];
                size += Math.Abs(element);
            }
            double tolerance = (int16 ? Int16Tolerance : Tolerance) * size;
            Assert.That(actual[i], Is.EqualTo(expected).Within(tolerance), $"vector {i / rows}, row {i % rows} of [{rows}, {columns}] in blocks of {blockSize}, batch {batch}");
        }
    }

    private static float[] Product(CpuPath path, Codebook codebook, float[] weight, float[] vectors, int rows, int blockSize, int batch, bool int16, int threads)
    {
        var (packed, absmax) = KernelData.QuantizeReference(weight, codebook, blockSize);
        float[] products = new float[batch * rows];
        fixed (byte* codes = packed)
        fixed (float* scales = absmax)
            FourBitProducts.Multiply(new(codebook, codes, new(scales), blockSize), vectors, products, batch, int16, threads, path);
        return products;
    }
}
