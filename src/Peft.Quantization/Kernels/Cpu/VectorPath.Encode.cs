using System.Runtime.Intrinsics;

namespace Peft.Quantization.Kernels.Cpu;

/// <summary>Encoding: the largest magnitude of a block, then the rank of every scaled value among the 15 midpoints of the codebook by binary search in registers, or by a table of cells that have one midpoint at most.</summary>
internal unsafe partial class VectorPath<TLanes, TVector>
{
    // The way from values to their absmax and on to codes is long. While the processor goes it for one block, those around it should be as far: so all of some blocks take the first half, then all the second.
    private const int ElementsAtOnce = 512;

    internal override void Encode(float* values, in FourBitBlocks blocks)
    {
        int blocksAtOnce = Math.Max(ElementsAtOnce / blocks.BlockSize, 1);
        for (int first = 0; first < blocks.Count; first += blocksAtOnce)
            EncodeTogether(values + ((long)first * blocks.BlockSize), blocks.Part(first, Math.Min(blocksAtOnce, blocks.Count - first)));
    }

    private static void EncodeTogether(float* values, in FourBitBlocks blocks)
    {
        (Vector128<byte> codes, Midpoints midpoints) = (blocks.Tables.SortedCodes, blocks.Tables.Midpoints);
        Vector128<byte>* packed = (Vector128<byte>*)blocks.Packed;
        for (int block = 0; block < blocks.Count; block++)
            blocks.Absmax[block] = Magnitude.Largest(values + ((long)block * blocks.BlockSize), blocks.BlockSize);
        for (int block = 0; block < blocks.Count; block++)
        {
            float scale = BlockScale.Reciprocal(blocks.Absmax[block]);
            for (float* end = values + blocks.BlockSize; values < end; values += 32)
                *packed++ = TLanes.Encode(values, scale, midpoints, codes);
        }
    }
}
