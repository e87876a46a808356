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
