namespace Peft.Quantization.Kernels.Cpu;

/// <summary>A four-bit weight as the kernels see it, in memory that stays where it is and alive while they run.</summary>
/// <param name="codebook">The values of the codes.</param>
/// <param name="packed">Two codes a byte, the first in the high half.</param>
/// <param name="absmax">The scale of every block.</param>
/// <param name="blockSize">The number of elements in a block; a multiple of <see cref="SmallestBlock"/>.</param>
internal readonly unsafe struct FourBitWeight(Codebook codebook, byte* packed, BlockAbsmax absmax, int blockSize)
{
    internal const int SmallestBlock = 32;

    internal readonly Codebook Codebook = codebook;
    internal readonly int BlockSize = blockSize;
    private readonly byte* _packed = packed;
    private readonly BlockAbsmax _absmax = absmax;

    /// <summary>Consecutive blocks.</summary>
    /// <param name="first">The first block.</param>
    /// <param name="count">The number of blocks.</param>
    /// <param name="buffer">Room for one value a block; used if the absmax values have to be decoded.</param>
    internal FourBitBlocks Blocks(long first, int count, float* buffer) =>
        new(_packed + (first * (BlockSize / 2)), _absmax.Read(first, count, buffer), count, BlockSize, Codebook);
}
