using System.Runtime.Intrinsics.X86;

namespace Peft.Quantization.Kernels.Cpu;

/// <summary>Whole blocks of packed codes, in memory that stays where it is.</summary>
/// <param name="packed">BlockSize / 2 bytes a block.</param>
/// <param name="absmax">One value a block.</param>
/// <param name="count">The number of blocks.</param>
/// <param name="blockSize">The number of elements in a block; a multiple of 32.</param>
/// <param name="codebook">The values of the codes.</param>
internal readonly unsafe struct FourBitBlocks(byte* packed, float* absmax, int count, int blockSize, Codebook codebook)
{
    internal readonly byte* Packed = packed;
    internal readonly float* Absmax = absmax;
    internal readonly int Count = count, BlockSize = blockSize;
    internal readonly Codebook Codebook = codebook;

    internal FourBitTables Tables => Codebook.Tables!;

    /// <summary>Consecutive blocks of these.</summary>
    internal FourBitBlocks Part(int first, int count) => new(Packed + ((long)first * (BlockSize / 2)), Absmax + first, count, BlockSize, Codebook);

    /// <summary>Has codes brought into a cache, as many as these, so many elements behind them: what is read at long strides no processor foresees.</summary>
    internal void Prefetch(long elements)
    {
        if (!Sse.IsSupported)
            return;
        byte* start = Packed + (elements / 2);
        for (byte* line = start; line < start + (Count * (BlockSize / 2)); line += 64)
            Sse.Prefetch0(line);
    }
}
