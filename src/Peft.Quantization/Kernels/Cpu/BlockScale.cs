using System.Runtime.Intrinsics;

namespace Peft.Quantization.Kernels.Cpu;

/// <summary>What brings the values of a block to [-1, 1] before they are encoded.</summary>
internal readonly struct BlockScale
{
    // Keeps the reciprocal of an all-zero block finite.
    internal const float SmallestDivisor = 1e-38f;

    private BlockScale(float absmax, float reciprocal, bool isShort)
    {
        Absmax = absmax;
        Factor = reciprocal;
        IsShort = isShort;
    }

    /// <summary>The largest magnitude in the block, as it is stored; NaN if any value is.</summary>
    internal float Absmax { get; }

    /// <summary>Whether the block is a last one that is not full.</summary>
    internal bool IsShort { get; }

    /// <summary>What the values of a full block are multiplied with.</summary>
    internal float Factor { get; }

    /// <summary>
    /// The scale of a block. As in bitsandbytes a full block is multiplied by the reciprocal, while a short last block is divided and stores at least the smallest divisor.
    /// </summary>
    internal static BlockScale Of(ReadOnlySpan<float> block, int blockSize)
    {
        float absmax = 0;
        foreach (float value in block)
            absmax = Math.Max(absmax, Math.Abs(value));
        return Of(absmax, isShort: block.Length < blockSize);
    }

    /// <summary>The scale of a block whose largest magnitude is known.</summary>
    internal static BlockScale Of(float absmax, bool isShort) =>
        isShort ? new BlockScale(Math.Max(absmax, SmallestDivisor), 0, isShort) : new BlockScale(absmax, Reciprocal(absmax), isShort);

    /// <summary>What brings a full block to [-1, 1].</summary>
    internal static float Reciprocal(float absmax) => 1 / Math.Max(absmax, SmallestDivisor);

    internal float Apply(float value) => IsShort ? value / Absmax : value * Factor;

    /// <summary>The same for eight values of a full block.</summary>
    internal Vector256<float> Apply(Vector256<float> values) => values * Factor;
}
