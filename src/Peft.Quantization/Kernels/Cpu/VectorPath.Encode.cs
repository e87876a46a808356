using System.Runtime.Intrinsics;

namespace Peft.Quantization.Kernels.Cpu;

/// <summary>Encoding: the largest magnitude of a block, then the rank of every scaled value among the 15 midpoints of the codebook by binary search in registers, or by a table of cells that have one midpoint at most.</summary>
internal sealed unsafe partial class VectorPath<TLanes, TVector>
{
    internal override void Encode(float* values, in FourBitBlocks blocks)
    {
        (Vector128<byte> codes, Midpoints midpoints) = (blocks.Tables.SortedCodes, blocks.Tables.Midpoints);
        Vector128<byte>* packed = (Vector128<byte>*)blocks.Packed;
        for (int block = 0; block < blocks.Count; block++)
        {
            float absmax = blocks.Absmax[block] = Magnitude.Largest(values, blocks.BlockSize);
            float scale = BlockScale.Reciprocal(absmax);
            for (float* end = values + blocks.BlockSize; values < end; values += 32)
                *packed++ = TLanes.Encode(values, scale, midpoints, codes);
        }
    }
}
