using Peft.Quantization.Kernels.Cpu;

namespace Peft.Quantization.Tests;

/// <summary>Every path's products in panels against sums in double precision.</summary>
[TestFixture]
public sealed unsafe class FourBitPanelTests
{
    // Of the sum of all products' magnitudes: what single precision may lose. One wrong term is far more.
    private const double Tolerance = 1e-6;

    private static IEnumerable<TestCaseData> Paths => CpuPath.Supported.Select(path => new TestCaseData(path).SetArgDisplayNames(path.ToString()!));

    // Ends of panels, of pieces in both directions and of the sixes of outputs; blocks smaller and larger than a piece.
    [TestCaseSource(nameof(Paths))]
    public void Multiply_AnyShape_EqualsDoubleProduct(object path)
    {
        foreach (var (rows, columns, blockSize) in new[] { (1, 32, 32), (7, 64, 64), (97, 320, 64), (130, 576, 32), (200, 384, 128), (13, 1024, 1024), (300, 512, 256) })
        {
            foreach (int batch in new[] { 1, 15, 33, 70 })
            {
                foreach (bool transposed in new[] { true, false })
                    Check((CpuPath)path, rows, columns, blockSize, batch, transposed, threads: 1 + (rows % 3));
            }
        }
    }

    private static void Check(CpuPath path, int rows, int columns, int blockSize, int batch, bool transposed, int threads)
    {
        var (outputs, elements) = transposed ? (rows, columns) : (columns, rows);
        float[] weight = KernelData.Uniform(rows * columns), vectors = KernelData.Uniform(batch * elements, seed: 2);
        var (packed, absmax) = KernelData.QuantizeReference(weight, Codebook.NF4, blockSize);
        FourBitKernels.DequantizeReference<float>(packed, absmax, Codebook.NF4.Values, blockSize, weight);
        float[] products = [.. Enumerable.Repeat(float.NaN, batch * outputs)], buffer = new float[FourBitPanels.BufferSize(batch, elements, path)];
        fixed (byte* codes = packed)
        fixed (float* scales = absmax)
            FourBitPanels.Multiply(new(Codebook.NF4, codes, new(scales), blockSize), (rows, columns), transposed, vectors, products, buffer, threads, path);
        for (int i = 0; i < products.Length; i++)
        {
            double expected = 0, size = 0;
            for (int element = 0; element < elements; element++)
            {
                double term = weight[transposed ? (i % outputs * columns) + element : (element * columns) + (i % outputs)] * (double)vectors[(i / outputs * elements) + element];
                expected += term;
                size += Math.Abs(term);
            }
            Assert.That(products[i], Is.EqualTo(expected).Within(Tolerance * size),
                $"vector {i / outputs}, output {i % outputs} of [{rows}, {columns}] in blocks of {blockSize}, batch {batch}, {(transposed ? "transposed" : "as it is")}");
        }
    }
}
