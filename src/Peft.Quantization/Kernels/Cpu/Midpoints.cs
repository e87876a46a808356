using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Peft.Quantization.Kernels.Cpu;

/// <summary>15 ascending midpoints between the values of a codebook, in the forms in which kernels find how many of them lie below a number. They stay where they are in memory.</summary>
internal sealed unsafe class Midpoints
{
    /// <summary>What brings a number from -1 to 1 to a cell: ⌊number · <see cref="CellSlope"/> + <see cref="CellOffset"/>⌋, in one rounding. There are 32.</summary>
    internal const float CellSlope = 15.5f, CellOffset = 16;

    private const int CellCount = 32;

    private readonly float[] _heap = GC.AllocateArray<float>(32, pinned: true);
    private readonly float[] _cells = GC.AllocateArray<float>(2 * CellCount, pinned: true);

    internal Midpoints(ReadOnlySpan<float> sorted)
    {
        Heap = AddressOf(_heap);
        FillHeap(1, sorted);
        Cells = FillCells(sorted) ? AddressOf(_cells) : null;
    }

    /// <summary>The midpoints as a binary search tree: the root is [1], the children of [i] are [2i] and [2i + 1]. Zeros fill it up to 32.</summary>
    internal float* Heap { get; }

    /// <summary>Of each cell the midpoint in it, infinity if there is none; then how many lie in the cells before, as integers. Null if a cell has two.</summary>
    internal float* Cells { get; }

    private static float* AddressOf(float[] pinned) => (float*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(pinned));

    private void FillHeap(int node, ReadOnlySpan<float> sorted)
    {
        if (sorted.IsEmpty)
            return;
        int middle = sorted.Length / 2;
        _heap[node] = sorted[middle];
        FillHeap(2 * node, sorted[..middle]);
        FillHeap((2 * node) + 1, sorted[(middle + 1)..]);
    }

    private bool FillCells(ReadOnlySpan<float> sorted)
    {
        int below = 0;
        for (int cell = 0; cell < CellCount; cell++)
        {
            (_cells[cell], _cells[CellCount + cell]) = (float.PositiveInfinity, BitConverter.Int32BitsToSingle(below));
            if (below < sorted.Length && CellOf(sorted[below]) == cell)
                _cells[cell] = sorted[below++];
        }
        return below == sorted.Length;
    }

    private static int CellOf(float value) => (int)MathF.FusedMultiplyAdd(value, CellSlope, CellOffset);
}
