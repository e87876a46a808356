namespace Peft.Quantization.Kernels.Cpu;

/// <summary>
/// Finds codes without a search. The upper halves of float32 numbers divide those from -1 to 1 into cells, each so small that it holds one midpoint of the codebook at most:
/// the rank of the cell's smallest number and one comparison give the rank of the value.
/// </summary>
internal sealed class CodebookCells
{
    // From 2^-24 to 1; below lies one cell, above another.
    private const int FirstKey = (127 - 24) << 7, LastKey = 127 << 7, SignBit = 1 << 12;

    private readonly byte[] _ranks = new byte[2 * SignBit];
    private readonly byte[] _codes;
    private readonly float[] _midpoints;

    private CodebookCells(ReadOnlySpan<byte> sortedCodes, ReadOnlySpan<float> midpoints)
    {
        _codes = sortedCodes.ToArray();
        // What is above all midpoints is compared with infinity.
        _midpoints = [.. midpoints, float.PositiveInfinity];
    }

    /// <summary>The cells of a codebook, or <see langword="null"/> if its values are too close for them.</summary>
    internal static CodebookCells? Create(ReadOnlySpan<byte> sortedCodes, ReadOnlySpan<float> midpoints)
    {
        var cells = new CodebookCells(sortedCodes, midpoints);
        for (int sign = 0; sign < 2; sign++)
        {
            for (int key = FirstKey - 1; key <= LastKey; key++)
            {
                float near = key < FirstKey ? 0 : BitConverter.Int32BitsToSingle(key << 16);
                float far = key == LastKey ? float.PositiveInfinity : BitConverter.Int32BitsToSingle(((key + 1) << 16) - 1);
                int lowest = Below(midpoints, sign == 0 ? near : -far);
                if (Below(midpoints, sign == 0 ? far : -near) - lowest > 1)
                    return null;
                cells._ranks[Cell(key, sign)] = (byte)lowest;
            }
        }
        return cells;
    }

    /// <summary>As <see cref="Codebook.Encode"/>, for a number.</summary>
    internal byte Encode(float value)
    {
        int bits = BitConverter.SingleToInt32Bits(value);
        int rank = _ranks[Cell((bits >> 16) & 0x7FFF, (int)((uint)bits >> 31))];
        return _codes[rank + (_midpoints[rank] < value ? 1 : 0)];
    }

    private static int Cell(int key, int sign) => (sign * SignBit) + Math.Clamp(key, FirstKey - 1, LastKey) - FirstKey + 1;

    private static int Below(ReadOnlySpan<float> midpoints, float value)
    {
        int count = 0;
        foreach (float midpoint in midpoints)
            count += midpoint < value ? 1 : 0;
        return count;
    }
}
