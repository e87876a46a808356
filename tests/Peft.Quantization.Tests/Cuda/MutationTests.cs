using Peft.Quantization.Kernels.Cpu;
using Peft.Quantization.Tests.Ptx;

namespace Peft.Quantization.Tests.Cuda;

/// <summary>With any one of its instructions wrong a kernel goes wrong, and that is seen: the interpreter and the checks miss nothing that matters.</summary>
[TestFixture]
public sealed class MutationTests
{
    [Test]
    public void Dequantize_AnyInstructionWrong_IsCaught([Values("float32", "float16", "bfloat16")] string type) => PtxMutation.CheckAll("dequantize4_" + type, device =>
    {
        CheckDequantize(device, type, FourBitData.Random(83, 32, nested: false, Codebook.NF4), new PtxGrid(1, 32));
        // Every element lies halfway between two of 16 bits, the lower of which is odd.
        foreach (float tie in new[] { 1 + (1f / 1024) + (1f / 2048), 1 + (1f / 128) + (1f / 256), float.NaN })
            CheckDequantize(device, type, new FourBitData([.. Enumerable.Repeat((byte)0xFF, 600)], [tie], null, Codebook.NF4, 4096, 1200), new PtxGrid(1, 32));
        FourBitData data = FourBitData.Random(8229, 32, nested: true, Codebook.NF4);
        CheckDequantize(device, type, data, new PtxGrid(2, 64));
        CheckDequantize(device, type, data, new PtxGrid(2, 64), skipped: 1);
        CheckDequantize(device, type, data with { SkippedBytes = 1 }, new PtxGrid(2, 64));
        // Most warps have nothing to do.
        CheckDequantize(device, type, FourBitData.Random(1024, 64, nested: false, Codebook.NF4), new PtxGrid(4, 256));
    });

    [Test]
    public void Quantize_AnyInstructionWrong_IsCaught() => PtxMutation.CheckAll("quantize4_float32", device =>
    {
        void Check(float[] values, int blockSize, Codebook codebook, PtxGrid grid, int skipped = 0, int skippedCodes = 0) =>
            QuantizeTests.Check(device, "float32", values, blockSize, codebook, grid, skipped, skippedCodes);
        Check(KernelData.Peaks((33 * 32) + 7, 32), 32, Codebook.FP4, new PtxGrid(1, 64));
        Check(KernelData.Peaks((5 * 512) + 3, 512), 512, Codebook.NF4, new PtxGrid(1, 64));
        Check(KernelData.Quotients(Codebook.NF4, 64 + 40), 64, Codebook.NF4, new PtxGrid(1, 32));
        Check([], 64, Codebook.NF4, new PtxGrid(1, 32));
        Check(new float[64 + 9], 64, Codebook.NF4, new PtxGrid(1, 32));
        Check(KernelData.Peaks(7, 64), 64, Codebook.NF4, new PtxGrid(1, 32));
        Check(KernelData.Peaks(520, 64), 64, Codebook.NF4, new PtxGrid(1, 64), skipped: 1);
        Check(KernelData.Peaks(300, 256), 256, Codebook.NF4, new PtxGrid(1, 64), skipped: 1);
        Check(KernelData.Quotients(Codebook.NF4, 64 + 40), 64, Codebook.NF4, new PtxGrid(1, 32), skipped: 1);
        Check(KernelData.Peaks(200, 64), 64, Codebook.NF4, new PtxGrid(1, 64), skippedCodes: 1);
        // Most warps have nothing to do.
        Check(KernelData.Peaks(64, 64), 64, Codebook.NF4, new PtxGrid(4, 256));
    });

    [Test]
    public void DequantizeEightBits_AnyInstructionWrong_IsCaught() => PtxMutation.CheckAll("dequantize8_float32", device =>
    {
        void Check(int size, PtxGrid grid, int skipped = 0, int skippedCodes = 0) => EightBitTests.CheckDequantize<float>(device, "float32", size, 64, grid, skipped, skippedCodes);
        Check(1, new PtxGrid(1, 32));
        Check(1024 + 7, new PtxGrid(1, 32));
        Check(600, new PtxGrid(1, 64), skipped: 1);
        Check(600, new PtxGrid(1, 64), skippedCodes: 1);
        Check(256, new PtxGrid(4, 256));
    });

    [Test]
    public void QuantizeRows_AnyInstructionWrong_IsCaught() => PtxMutation.CheckAll("quantize_rows_bfloat16", device =>
    {
        foreach (var (rows, columns, threads, skipped) in new[] { (3, 5, 64, 0), (9, 72, 64, 0), (5, 600, 64, 0), (9, 72, 32, 1), (1, 40, 256, 0) })
        {
            BFloat16[] values = [.. Int8RowsTests.Values(rows, columns).Select(value => (BFloat16)value)];
            Int8RowsTests.CheckQuantize(device, "bfloat16", values, value => (float)value, rows, new PtxGrid(2, threads), skipped);
        }
    });

    [Test]
    public void DequantizeRows_AnyInstructionWrong_IsCaught() => PtxMutation.CheckAll("dequantize_rows_float32", device =>
    {
        foreach (var (rows, columns, threads, skipped) in new[] { (3, 5, 64, 0), (3, 300, 32, 0), (2, 102, 32, 0), (3, 100, 32, 1), (1, 16, 256, 0) })
            Int8RowsTests.CheckDequantize<float>(device, "float32", rows, columns, new PtxGrid(2, threads), skipped);
    });

    [Test]
    public void Multiply_AnyInstructionWrong_IsCaught() => PtxMutation.CheckAll("gemv4_float32", device =>
    {
        void Check(int rows, int columns, bool nested, Codebook codebook, int batch, PtxGrid grid) =>
            GemvTests.Check(device, "gemv4_float32", FourBitData.Random(rows * columns, 32, nested, codebook), rows, columns, batch, grid, value => value, value => value, 0);
        Check(5, 1040, nested: false, Codebook.NF4, 1, new PtxGrid(1, 32));
        Check(9, 64, nested: true, Codebook.FP4, 3, new PtxGrid(2, 64));
        Check(4, 16, nested: false, Codebook.NF4, 1, new PtxGrid(4, 256));
    });

    private static void CheckDequantize(KernelDevice device, string type, FourBitData data, PtxGrid grid, int skipped = 0)
    {
        switch (type)
        {
            case "float32":
                DequantizeTests.Check<float>(device, type, data, grid, skipped);
                break;
            case "float16":
                DequantizeTests.Check<Half>(device, type, data, grid, skipped);
                break;
            default:
                DequantizeTests.Check<BFloat16>(device, type, data, grid, skipped);
                break;
        }
    }
}
