using Peft.Quantization.Kernels.Cpu;

namespace Peft.Quantization.Tests;

/// <summary>Inputs and reference results for kernels.</summary>
internal static unsafe class KernelData
{
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
