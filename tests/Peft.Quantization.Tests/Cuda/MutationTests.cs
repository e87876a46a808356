using Peft.Quantization.Kernels.Cpu;
using Peft.Quantization.Tests.Ptx;

namespace Peft.Quantization.Tests.Cuda;

/// <summary>With any one of its instructions wrong a kernel goes wrong, and that is seen: the interpreter and the checks miss nothing that matters.</summary>
[TestFixture]
public sealed class MutationTests
{
    private const string FirstIsMissing = @"setp\.eq\.s32 .*, 0$";

    // In the last one most warps have nothing to do.
    private static readonly PtxGrid s_warp = new(1, 32), s_twoWarps = new(1, 64), s_idle = new(4, 256);
    private static readonly Equivalent s_lanes = new(FirstIsMissing, 1, "a block has several lanes: the loop over their distances is never passed by");

    private static IEnumerable<string> Types => KernelData.Types;

    [TestCaseSource(nameof(Types))]
    public void Dequantize_AnyInstructionWrong_IsCaught(string type) => PtxMutation.CheckAll("dequantize4_" + type, device =>
    {
        void Check(FourBitData data, PtxGrid grid, int skipped = 0) => DequantizeTests.Check(device, type, data, grid, skipped);
        Check(FourBitData.Random(83, 32, nested: false, Codebook.NF4), s_warp);
        // Every element lies halfway between two of 16 bits, the lower of which is odd.
        foreach (float tie in new[] { 1 + (1f / 1024) + (1f / 2048), KernelData.Tie, float.NaN })
            Check(new FourBitData([.. Enumerable.Repeat((byte)0xFF, 600)], [tie], null, Codebook.NF4, 4096, 1200), s_warp);
        FourBitData data = FourBitData.Random(8229, 32, nested: true, Codebook.NF4);
        Check(data, new PtxGrid(2, 64));
        Check(data, new PtxGrid(2, 64), skipped: 1);
        Check(data with { SkippedBytes = 1 }, new PtxGrid(2, 64));
        Check(FourBitData.Random(1024, 64, nested: false, Codebook.NF4), s_idle);
    });

    [TestCaseSource(nameof(Types))]
    public void Quantize_AnyInstructionWrong_IsCaught(string type) => PtxMutation.CheckAll("quantize4_" + type, device =>
    {
        void Check(float[] values, int blockSize, Codebook codebook, PtxGrid grid, int skipped = 0, int skippedCodes = 0) =>
            QuantizeTests.Check(device, type, values, blockSize, codebook, grid, skipped, skippedCodes);
        CheckBlocks((values, blockSize, grid, skipped, skippedCodes) => Check(values, blockSize, Codebook.NF4, grid, skipped, skippedCodes));
        Check(KernelData.Peaks((33 * 32) + 7, 32), 32, Codebook.FP4, s_twoWarps);
        foreach (Codebook codebook in new[] { Codebook.NF4, Codebook.FP4 })
        {
            float[] quotients = KernelData.Quotients(codebook, 64 + 40, value => KernelData.Round(type, value));
            Check(quotients, 64, codebook, s_warp);
            Check(quotients, 64, codebook, s_warp, skipped: 1);
        }
    }, s_lanes);

    [TestCaseSource(nameof(Types))]
    public void QuantizeEightBits_AnyInstructionWrong_IsCaught(string type) => PtxMutation.CheckAll("quantize8_" + type, device =>
    {
        void Check(float[] values, int blockSize, PtxGrid grid, int skipped = 0, int skippedCodes = 0) =>
            EightBitTests.CheckQuantize(device, type, values, blockSize, Codebook.Dynamic, grid, skipped, skippedCodes);
        CheckBlocks(Check);
        float[] quotients = KernelData.Quotients(Codebook.Dynamic, 64 + 40, value => KernelData.Round(type, value));
        Check(quotients, 64, s_warp);
        Check(quotients, 64, s_warp, skipped: 1);
    }, s_lanes);

    [TestCaseSource(nameof(Types))]
    public void DequantizeEightBits_AnyInstructionWrong_IsCaught(string type) => PtxMutation.CheckAll("dequantize8_" + type, device =>
    {
        void Check(int size, PtxGrid grid, int skipped = 0, int skippedCodes = 0) => EightBitTests.CheckDequantize(device, type, size, 64, grid, skipped, skippedCodes);
        Check(1, s_warp);
        Check(1024 + 7, s_warp);
        Check(600, s_twoWarps, skipped: 1);
        Check(600, s_twoWarps, skippedCodes: 1);
        EightBitTests.CheckDequantize(device, type, 600, 64, s_warp, ties: true);
        Check(256, s_idle);
    });

    [TestCaseSource(nameof(Types))]
    public void QuantizeRows_AnyInstructionWrong_IsCaught(string type) => PtxMutation.CheckAll("quantize_rows_" + type, device =>
    {
        foreach (var (rows, columns, threads, skipped) in new[] { (3, 5, 64, 0), (9, 72, 64, 0), (5, 600, 64, 0), (9, 72, 32, 1), (1, 40, 256, 0) })
            Int8RowsTests.CheckQuantize(device, type, Int8RowsTests.Values(rows, columns), rows, new PtxGrid(2, threads), skipped);
    }, new Equivalent(@"setp\.lt\.u32 .*, 32$", 1, "a block of threads has a warp: the loop over its warps is never passed by"));

    [TestCaseSource(nameof(Types))]
    public void DequantizeRows_AnyInstructionWrong_IsCaught(string type) => PtxMutation.CheckAll("dequantize_rows_" + type, device =>
    {
        foreach (var (rows, columns, threads, skipped) in new[] { (3, 5, 64, 0), (3, 600, 32, 0), (2, 102, 32, 0), (3, 100, 32, 1), (1, 16, 256, 0) })
            Int8RowsTests.CheckDequantize(device, type, rows, columns, new PtxGrid(2, threads), skipped);
        Int8RowsTests.CheckDequantize(device, type, 3, 100, s_warp, ties: true);
    });

    [Test]
    public void Multiply_AnyInstructionWrong_IsCaught([Values("gemv4", "gemm4")] string kernel, [ValueSource(nameof(Types))] string type) => PtxMutation.CheckAll($"{kernel}_{type}", device =>
    {
        GemvTests.CheckExact(device, $"{kernel}_{type}", 5, 1040, nested: false, batch: 1, s_warp);
        GemvTests.CheckExact(device, $"{kernel}_{type}", 9, 64, nested: true, batch: 6, new PtxGrid(2, 64));
        GemvTests.CheckExact(device, $"{kernel}_{type}", 4, 16, nested: false, batch: 1, s_idle);
    }, kernel == "gemv4" ? [] : [new Equivalent(@"setp\.ne\.s32 .*, 0 with", 1, "two lanes have each sum, the same: either may store it")]);

    [Test]
    public void Update_AnyInstructionWrong_IsCaught([Values(0, 64)] int blockSize, [ValueSource(typeof(UpdateCase), nameof(UpdateCase.Rules))] string rule) =>
        PtxMutation.CheckAll($"{(blockSize == 0 ? "update32" : "update8")}_{rule}", device =>
        {
            void Check(UpdateCase c) => UpdateTests.Check(device, rule, c);
            foreach (FloatFormat format in UpdateCase.Formats)
            {
                UpdateCase one = new(format, 0, blockSize, 0, s_warp) { Before = 2, Steps = 1 };
                for (int tail = 1; tail < 8; tail++)
                    Check(one with { Count = blockSize + tail });
                Check(one with { Count = 64 + 8 });
                Check(one with { Count = 256 + 8, Skipped = 1 });
                Check(one with { Count = 512 + 64 + 3, Grid = new PtxGrid(2, 32) });
            }
            UpdateCase bfloat16 = new(FloatFormat.BFloat16, 64, blockSize, 0, s_warp) { Steps = 1 }, float32 = bfloat16 with { Format = FloatFormat.Float32, Before = 2 };
            Check(bfloat16.WithTies());
            Check((bfloat16 with { Skipped = 1 }).WithTies());
            if (blockSize == 0)
                return;
            Check(float32 with { Count = 256 + 9, BlockSize = 256 });
            Check(float32 with { Count = 512 + 260, BlockSize = 512 });
            Check(bfloat16 with { Count = 512 + 260, BlockSize = 512, Skipped = 1 });
            Check(float32 with { Grid = new PtxGrid(2, 64) });
            Check((float32 with { Count = 64 + 40 }).WithQuotients(Codebook.Dynamic, squared: false));
            Check((float32 with { Count = 64 + 40 }).WithQuotients(Codebook.Dynamic, squared: true));
            Check((float32 with { Count = 64 + 40 }).WithQuotients(Codebook.DynamicUnsigned, squared: true));
        }, blockSize == 0 ? OfUpdate32(rule) : OfUpdate8(rule));

    private static int States(string rule) => rule switch { "adam" => 2, "ademamix" => 3, _ => 1 };

    // The loads of the states and, for three types each, of parameters and gradients; the stores of states and parameters.
    private static Equivalent[] OfUpdate32(string rule) =>
        [new(FirstIsMissing, States(rule) + (3 * 2) + States(rule) + 3, "a thread that is here has an element: whether the first one exists need not be asked")];

    private static Equivalent[] OfUpdate8(string rule) =>
    [
        new(@"setp\.ge\.s32", 1, "a block takes a round or more: the loop over them is never passed by"),
        new(@"and\.pred", 1, "what is largest in a block is found a second time, the same"),
        new(@"setp\.ne\.s32", 1, "and brought to all lanes once more, the same"),
        // Where no element is, a code of 0 is decoded instead of setting the value to 0. In the unsigned map it stands for 0 (if the absmax is finite). In the signed one, by which RMSprop and Adagrad keep a sum of
        // squares, for the opposite of the absmax, which after the step is no larger than what the element with the absmax becomes.
        .. rule is "lion" or "momentum" ? Array.Empty<Equivalent>() : [new(@"setp\.(eq\.s32 .*, 0|lt\.u32 .*, [2-8])$", 8, "the second moment of an element that does not exist is never the largest")],
        new(FirstIsMissing, States(rule), "a block has several lanes: the loop over their distances is never passed by"),
    ];

    // Many small blocks, some that no warp holds at once, none, zeros, a short one, and memory that is not aligned.
    private static void CheckBlocks(Action<float[], int, PtxGrid, int, int> check)
    {
        check(KernelData.Peaks((9 * 64) + 7, 64), 64, s_twoWarps, 0, 0);
        check(KernelData.Peaks((5 * 512) + 3, 512), 512, s_twoWarps, 0, 0);
        // The largest far back in each.
        check([.. KernelData.Uniform((2 * 1024) + 3).Select((value, i) => value * i)], 1024, s_twoWarps, 0, 0);
        check([], 64, s_warp, 0, 0);
        check(new float[64 + 9], 64, s_warp, 0, 0);
        check(KernelData.Peaks(7, 64), 64, s_warp, 0, 0);
        check(KernelData.Peaks(520, 64), 64, s_twoWarps, 1, 0);
        check(KernelData.Peaks(300, 256), 256, s_twoWarps, 1, 0);
        check(KernelData.Peaks(200, 64), 64, s_twoWarps, 0, 1);
        check(KernelData.Peaks(64, 64), 64, s_idle, 0, 0);
    }
}
