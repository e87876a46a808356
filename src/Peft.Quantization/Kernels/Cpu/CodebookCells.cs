using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Peft.Quantization.Kernels.Cpu;

/// <summary>
/// Finds codes without a search. The upper halves of float32 numbers divide those from -1 to 1 into cells, each so small that it holds one midpoint of the codebook at most.
/// An entry a cell has the code of the number nearest to zero, and where in the cell, counted by the lower half of a number, the next code begins: upwards for positive
/// numbers, downwards for negative ones.
/// </summary>
internal sealed unsafe class CodebookCells
{
    // From 2^-24 to 1; below lies one cell, above another.
    private const int FirstKey = (127 - 24) << 7, LastKey = 127 << 7, Lowest = FirstKey - 1, SignBit = 1 << 12;

    // An entry's lower bits; where there is no midpoint, what no lower half of a number reaches.
    private const int NoMidpoint = 1 << 16, PositionMask = (1 << 17) - 1, CodeShift = 24;

    private readonly uint[] _table = GC.AllocateArray<uint>(2 * SignBit, pinned: true);
    private readonly uint* _entries;

    private CodebookCells() => _entries = (uint*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_table));

    /// <summary>The cells of a codebook in ascending order, or <see langword="null"/> if its values are too close for them.</summary>
    /// <param name="midpoints">The 255 midpoints, ascending.</param>
    internal static CodebookCells? Create(ReadOnlySpan<float> midpoints)
    {
        var cells = new CodebookCells();
        for (int key = Lowest; key <= LastKey; key++)
        {
            if (!cells.Fill(key, 0, midpoints) || !cells.Fill(key, 1, midpoints))
                return null;
        }
        return cells;
    }

    /// <summary>As <see cref="Codebook.Encode"/>, for a number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal byte Encode(float value)
    {
        int bits = BitConverter.SingleToInt32Bits(value);
        uint entry = _entries[Cell((bits >> 16) & 0x7FFF, (int)((uint)bits >> 31))];
        int next = (bits & 0xFFFF) >= (entry & PositionMask) ? (bits >> 31) | 1 : 0;
        return (byte)((int)(entry >> CodeShift) + next);
    }

    /// <summary>The codes of eight numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal Vector256<int> Encode(Vector256<float> values)
    {
        Vector256<int> bits = values.AsInt32();
        Vector256<int> key = Vector256.Min(Vector256.Max((bits >> 16) & Vector256.Create(0x7FFF), Vector256.Create(Lowest)), Vector256.Create(LastKey)) - Vector256.Create(Lowest);
        Vector256<int> entry = Avx2.GatherVector256((int*)_entries, key | ((bits >> 31) & Vector256.Create(SignBit)), sizeof(uint));
        Vector256<int> before = Vector256.LessThan(bits & Vector256.Create(0xFFFF), entry & Vector256.Create(PositionMask));
        return (entry >>> CodeShift) + Vector256.AndNot((bits >> 31) | Vector256<int>.One, before);
    }

    private static int Cell(int key, int sign) => (sign * SignBit) + Math.Clamp(key, Lowest, LastKey) - Lowest;

    private bool Fill(int key, int sign, ReadOnlySpan<float> midpoints)
    {
        float near = key == Lowest ? 0 : BitConverter.Int32BitsToSingle(key << 16);
        float far = key == LastKey ? float.PositiveInfinity : BitConverter.Int32BitsToSingle(((key + 1) << 16) - 1);
        int nearest = Below(midpoints, sign == 0 ? near : -near), farthest = Below(midpoints, sign == 0 ? far : -far);
        int position = NoMidpoint;
        if (nearest != farthest)
        {
            // A number is above a positive midpoint if its lower half is greater, and not above a negative one if its lower half is as great.
            int bits = BitConverter.SingleToInt32Bits(midpoints[Math.Min(nearest, farthest)]);
            position = (bits & 0xFFFF) + 1 - sign;
        }
        _entries[Cell(key, sign)] = ((uint)nearest << CodeShift) | (uint)position;
        return nearest == farthest || (Math.Abs(nearest - farthest) == 1 && key is > Lowest and < LastKey);
    }

    private static int Below(ReadOnlySpan<float> midpoints, float value)
    {
        int count = 0;
        foreach (float midpoint in midpoints)
            count += midpoint < value ? 1 : 0;
        return count;
    }
}
