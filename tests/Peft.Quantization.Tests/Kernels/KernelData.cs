using Peft.Quantization.Kernels.Cpu;

namespace Peft.Quantization.Tests;

/// <summary>Inputs and reference results for kernels.</summary>
internal static unsafe class KernelData
{
    /// <summary>The types of elements, as kernels are named.</summary>
    public static string[] Types { get; } = ["float32", "float16", "bfloat16"];

    /// <summary>Halfway between two numbers of bfloat16, the lower of which is odd.</summary>
    public const float Tie = 1 + (1f / 128) + (1f / 256);

    /// <summary>Rounds to what a type has.</summary>
    public static float Round(string type, float value) => type switch { "float16" => (float)(Half)value, "bfloat16" => (float)(BFloat16)value, _ => value };

    /// <summary>Values from -1 to 1, the same everywhere.</summary>
    public static float[] Uniform(int count, int seed = 20210610)
    {
        var random = new Random(seed);
        float[] values = new float[count];
        foreach (ref float value in values.AsSpan())
            value = (random.NextSingle() * 2) - 1;
        return values;
    }

    /// <summary>All values that behave unlike others: zeros of both signs, subnormals, the largest, infinities, NaN, every midpoint of a codebook with its neighbours.</summary>
    public static float[] Special(Codebook codebook) =>
    [
        0, -0f, float.Epsilon, -float.Epsilon, 1e-39f, -1e-39f, 1e-38f, 1.17549435e-38f, 1, -1,
        float.MaxValue, float.MinValue, float.PositiveInfinity, float.NegativeInfinity, float.NaN,
        .. codebook.Midpoints.ToArray().SelectMany(x => new[] { x, MathF.BitIncrement(x), MathF.BitDecrement(x) }),
    ];

    /// <summary>Values whose largest magnitude stands at another place in each block.</summary>
    public static float[] Peaks(int count, int blockSize)
    {
        float[] values = Uniform(count);
        for (int start = 0, block = 0; start < count; start += blockSize, block++)
            values[start + (((137 * block) + (block / blockSize) + 1) % Math.Min(blockSize, count - start))] = block % 2 == 0 ? 1.5f : -1.25f;
        return values;
    }

    /// <summary>Values that have another code if they are divided by the largest, the first, than if they are multiplied by its reciprocal.</summary>
    /// <param name="codebook">The codes.</param>
    /// <param name="count">How many; they are repeated.</param>
    /// <param name="round">To what the type of the values has.</param>
    /// <param name="squared">Whether not they are encoded, but their squares.</param>
    public static float[] Quotients(Codebook codebook, int count, Func<float, float>? round = null, bool squared = false)
    {
        round ??= value => value;
        float Encoded(float value) => squared ? value * value : value;
        List<float> values = [];
        foreach (float first in Uniform(10000).Select(x => round(3 + x)))
        {
            values = [first];
            float divisor = Encoded(first);
            foreach (float midpoint in codebook.Midpoints)
            {
                float value = midpoint * divisor, root = squared ? MathF.Sqrt(value) : value;
                foreach (float near in new[] { root, MathF.BitIncrement(root), MathF.BitDecrement(root) }.Select(round))
                {
                    float encoded = Encoded(near);
                    if (encoded <= divisor && codebook.Encode(encoded / divisor) != codebook.Encode(encoded * (1 / divisor)))
                        values.Add(near);
                }
            }
            if (values.Count > 2)
                break;
        }
        return [.. Enumerable.Range(0, count).Select(i => values[i % values.Count])];
    }

    public static (byte[] Packed, float[] Absmax) QuantizeReference(ReadOnlySpan<float> values, Codebook codebook, int blockSize)
    {
        byte[] packed = new byte[(values.Length + 1) / 2];
        float[] absmax = new float[Blocks.Count(values.Length, blockSize)];
        FourBitKernels.QuantizeReference(values, codebook, blockSize, packed, absmax);
        return (packed, absmax);
    }

    public static float[] Absmax(AbsmaxBlocks blocks)
    {
        float[] values = new float[blocks.Values.NumberOfElements];
        fixed (float* buffer = values)
            new ReadOnlySpan<float>(blocks.View().Read(0, values.Length, buffer), values.Length).CopyTo(values);
        return values;
    }
}
