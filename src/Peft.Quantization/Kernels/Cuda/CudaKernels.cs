using System.Text;

namespace Peft.Quantization.Kernels.Cuda;

/// <summary>What the package ships for GPUs.</summary>
internal static class CudaKernels
{
    /// <summary>The threads of a block, for every kernel but those of products.</summary>
    internal const int BlockThreads = 256;

    /// <summary>The threads of a block for the <c>gemv4</c> and <c>gemm4</c> kernels: of all that were tried, the fastest on an H100.</summary>
    internal const int GemvBlockThreads = 128;

    /// <summary>The kernels for quantised weights, for any GPU from Volta on: a driver compiles them for the one it finds.</summary>
    internal static string Ptx { get; } = Read("kernels.ptx");

    /// <summary>The steps of optimizers. They are apart, so that who does not train does not wait for them to be compiled.</summary>
    internal static string UpdatesPtx => field ??= Read("updates.ptx");

    /// <summary>How many threads have something to do: each writes 64 bytes.</summary>
    internal static long DequantizeThreads(long count, int elementBytes) => count * elementBytes / 64;

    /// <summary>How many threads have something to do: each writes 32 bytes.</summary>
    internal static long Dequantize8Threads(long count, int elementBytes) => count * elementBytes / 32;

    /// <summary>How many threads have something to do: each reads 16 bytes of the values, for codes of four bits as of eight.</summary>
    internal static long QuantizeThreads(long count, int elementBytes) => count * elementBytes / 16;

    /// <summary>How many threads the <c>gemv4</c> and <c>gemm4</c> kernels need: a block for four rows of the weight.</summary>
    internal static long GemvThreads(long rows) => (rows + 3) / 4 * GemvBlockThreads;

    /// <summary>Whether the <c>gemv4</c> and <c>gemm4</c> kernels take a weight with rows of so many columns, and vectors at an address.</summary>
    internal static bool CanMultiply(DeviceWeight weight, ulong x, long columns) => columns % 16 == 0 && weight.Count <= uint.MaxValue && weight.Packed % 8 == 0 && x % 16 == 0;

    /// <summary>How many threads row-wise kernels need: a block for each row.</summary>
    internal static long RowThreads(long rows) => rows * BlockThreads;

    /// <summary>How many threads have something to do in a step of an optimizer: each has 8 elements.</summary>
    internal static long UpdateThreads(long count) => (count + 7) / 8;

    private static string Read(string name)
    {
        using Stream resource = typeof(CudaKernels).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(resource, Encoding.ASCII);
        return reader.ReadToEnd();
    }
}
