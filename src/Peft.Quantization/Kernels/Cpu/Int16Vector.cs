namespace Peft.Quantization.Kernels.Cpu;

/// <summary>
/// A vector of activations in 14 bits with a scale for each group, to be multiplied with codebook values in 15 bits: value ≈ integer · scale. What is lost is a twentieth of
/// what rounding to bfloat16 loses.
/// </summary>
internal sealed class Int16Vector
{
    /// <summary>The number of elements that share a scale.</summary>
    internal const int Group = 64;

    /// <summary>What 1 is in a codebook of integers.</summary>
    internal const int CodebookOne = short.MaxValue / 2;

    // With codebook values up to CodebookOne, 16 products fit 32 bits: one lane of four sums over a group.
    private const int Largest = 8191;

    /// <param name="vector">A multiple of <see cref="Group"/> elements.</param>
    /// <param name="order">Which element of each run of order.Length comes where.</param>
    internal Int16Vector(ReadOnlySpan<float> vector, ReadOnlySpan<int> order)
    {
        Values = new short[vector.Length];
        Scales = new float[vector.Length / Group];
        for (int group = 0; group < Scales.Length; group++)
        {
            ReadOnlySpan<float> source = vector.Slice(group * Group, Group);
            float largest = 0;
            foreach (float value in source)
                largest = Math.Max(largest, Math.Abs(value));
            Scales[group] = largest / ((float)Largest * CodebookOne);
            float scale = largest > 0 ? Largest / largest : 0;
            Span<short> target = Values.AsSpan(group * Group, Group);
            for (int i = 0; i < Group; i++)
                target[i] = (short)MathF.Round(source[(i & -order.Length) + order[i % order.Length]] * scale);
        }
    }

    /// <summary>The integers, arranged.</summary>
    internal short[] Values { get; }

    /// <summary>One scale a group, in which the scale of the codebook is contained.</summary>
    internal float[] Scales { get; }
}
