using System.Runtime.Intrinsics;

namespace Peft.Quantization.Kernels.Cpu;

/// <summary>The inner loops of the kernels for one kind of processor. Everything that is bit-exact is so on every path.</summary>
internal abstract unsafe class CpuPath
{
    /// <summary>Plain loops: the specification, and what runs where there are no vectors.</summary>
    internal static CpuPath Reference { get; } = new ReferencePath();

    /// <summary>The paths that this processor can take, the widest first.</summary>
    internal static IReadOnlyList<CpuPath> Supported { get; } =
    [
        .. new CpuPath[]
        {
            new VectorPath<Lanes512, Vector512<byte>>(),
            new VectorPath<Lanes256, Vector256<byte>>(),
            new VectorPath<Lanes128, Vector128<byte>>(),
            Reference,
        }.Where(path => path.IsSupported),
    ];

    /// <summary>The path that all kernels take unless told otherwise.</summary>
    internal static CpuPath Best { get; } = Supported[0];

    protected abstract bool IsSupported { get; }

    /// <summary>element = codebook[code] · absmax, rounded once to T: float, Half or BFloat16.</summary>
    /// <param name="blocks">What to decode.</param>
    /// <param name="values">Receives all elements.</param>
    /// <param name="nonTemporal">Whether to store past the caches, if <paramref name="values"/> is aligned to a cache line.</param>
    internal abstract void Decode<T>(in FourBitBlocks blocks, T* values, bool nonTemporal)
        where T : unmanaged;

    /// <summary>Finds absmax and codes of whole blocks.</summary>
    internal abstract void Encode(float* values, in FourBitBlocks blocks);
}
