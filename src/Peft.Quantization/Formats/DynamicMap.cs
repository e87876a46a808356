namespace Peft.Quantization;

/// <summary>
/// The dynamic map of 8-bit block-wise quantisation (Dettmers et al., arXiv 2110.02861, section 2): a sign, a decimal exponent in unary, and the remaining bits for
/// the fraction, so that large values get more of the 256 codes than small ones.
/// </summary>
internal static class DynamicMap
{
    private const int Decades = 7;
    private const float Smallest = 0.1f;

    /// <summary>The 256 values in ascending order, to the bit as torch computes them for bitsandbytes.</summary>
    internal static float[] CreateSigned() => Create([1, -1], fractions: 1);

    /// <summary>The same without negative values: the bit that is not needed for a sign goes to the fraction.</summary>
    internal static float[] CreateUnsigned() => Create([1], fractions: 2);

    private static float[] Create(ReadOnlySpan<int> signs, int fractions)
    {
        List<float> values = [0, 1];
        for (int decade = 0; decade < Decades; decade++)
        {
            float scale = (float)Math.Pow(10, decade + 1 - Decades);
            int count = fractions << decade;
            for (int i = 0; i < count; i++)
            {
                float value = scale * ((Boundary(i, count) + Boundary(i + 1, count)) / 2);
                foreach (int sign in signs)
                    values.Add(sign * value);
            }
        }
        values.Sort();
        return [.. values];
    }

    /// <summary>Point <paramref name="i"/> of the <paramref name="count"/> + 1 that divide 0.1 to 1 evenly, reckoned from the nearer end as torch's linspace does.</summary>
    private static float Boundary(int i, int count)
    {
        float step = (1 - Smallest) / count;
        return i < (count + 1) / 2 ? MathF.FusedMultiplyAdd(step, i, Smallest) : MathF.FusedMultiplyAdd(-step, count - i, 1);
    }
}
