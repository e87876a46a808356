using Peft.Quantization.Kernels.Cpu;

namespace Peft.Quantization.Tests;

[TestFixture]
public sealed class Int8KernelTests
{
    private static IEnumerable<TestCaseData> Paths => CpuPath.Supported.Select(path => new TestCaseData(path).SetArgDisplayNames(path.ToString()!));

    [Test]
    public void QuantizeRows_AnySize_EqualsReference()
    {
        foreach (int columns in Enumerable.Range(1, 130).Append(4097))
        {
            float[] values = KernelData.Uniform(3 * columns);
            // Halfway cases and a row of zeros.
            values.AsSpan(0, columns).Fill(0.5f);
            values[0] = 127;
            values.AsSpan(columns, columns).Clear();
            sbyte[] codes = new sbyte[values.Length], expected = new sbyte[values.Length];
            float[] absmax = new float[3];
            Int8Kernels.QuantizeRows(values, codes, absmax, threads: 2);
            for (int row = 0; row < 3; row++)
                Assert.That(absmax[row], Is.EqualTo(Int8Kernels.QuantizeRowReference(values.AsSpan(row * columns, columns), expected.AsSpan(row * columns, columns))));
            Assert.That(codes, Is.EqualTo(expected), $"{columns} columns");
        }
    }

    [TestCaseSource(nameof(Paths))]
    public void Multiply_AnyShape_IsExact(object path)
    {
        foreach (var (batch, rows, columns) in new[] { (1, 1, 1), (1, 7, 15), (2, 3, 16), (4, 5, 31), (5, 64, 33), (9, 100, 64), (17, 11, 100), (3, 4, 4096) })
        {
            sbyte[] x = Codes(batch * columns, 1), w = Codes(rows * columns, 2);
            int[] products = new int[batch * rows];
            Int8Products.Multiply(x, w, columns, products, threads: 2, (CpuPath)path);
            for (int i = 0; i < products.Length; i++)
            {
                int expected = 0;
                for (int column = 0; column < columns; column++)
                    expected += x[(i / rows * columns) + column] * w[(i % rows * columns) + column];
                Assert.That(products[i], Is.EqualTo(expected), $"{i} of [{batch}, {rows}], {columns} columns");
            }
        }
    }

    [TestCaseSource(nameof(Paths))]
    public void Multiply_LargestSums_DoNotOverflow(object path)
    {
        const int Columns = 1 << 17;
        sbyte[] smallest = new sbyte[Columns];
        smallest.AsSpan().Fill(-127);
        int[] product = new int[1];
        Int8Products.Multiply(smallest, smallest, Columns, product, threads: 1, (CpuPath)path);
        Assert.That(product[0], Is.EqualTo(127 * 127 * Columns));
    }

    private static sbyte[] Codes(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (sbyte)random.Next(-127, 128))];
    }
}
