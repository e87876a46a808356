namespace Peft.Quantization.Kernels.Cpu;

/// <summary>The loops of the Reference files.</summary>
internal sealed unsafe class ReferencePath : CpuPath
{
    protected override bool IsSupported => true;

    public override string ToString() => "reference";

    internal override CpuPath For(int blockSize) => this;

    internal override void Encode(float* values, in FourBitBlocks blocks)
    {
        int count = blocks.Count * blocks.BlockSize;
        FourBitKernels.QuantizeReference(new ReadOnlySpan<float>(values, count), blocks.Codebook, blocks.BlockSize,
            new Span<byte>(blocks.Packed, count / 2), new Span<float>(blocks.Absmax, blocks.Count));
    }

    internal override int SumWidth => 1;

    internal override float[] Arrange(ReadOnlySpan<float> vector) => vector.ToArray();

    internal override void Dot(in FourBitBlocks blocks, ReadOnlySpan<float> vector, Span<float> products)
    {
        float* row = stackalloc float[blocks.BlockSize];
        int block = 0;
        foreach (ref float product in products)
        {
            product = 0;
            for (int column = 0; column < vector.Length; column += blocks.BlockSize)
            {
                Decode(blocks.Part(block++, 1), row, nonTemporal: false);
                for (int i = 0; i < blocks.BlockSize; i++)
                    product += row[i] * vector[column + i];
            }
        }
    }

    internal override Int16Vector ArrangeInt16(ReadOnlySpan<float> vector) => new(vector, [0]);

    internal override void DotInt16(in FourBitBlocks blocks, Int16Vector vector, Span<float> products)
    {
        float[] floats = new float[vector.Values.Length];
        for (int i = 0; i < floats.Length; i++)
            floats[i] = vector.Values[i] * (vector.Scales[i / Int16Vector.Group] * Int16Vector.CodebookOne);
        Dot(blocks, floats, products);
    }

    internal override void MultiplyAdd(float* rows, in VectorGroup<float> vectors, int count, float* sums)
    {
        for (int i = 0; i < count; i++)
        {
            for (int row = 0; row < 3; row++)
            {
                float weight = rows[(row * count) + i];
                sums[4 * row] += weight * vectors.First[i];
                sums[(4 * row) + 1] += weight * vectors.Second[i];
                sums[(4 * row) + 2] += weight * vectors.Third[i];
                sums[(4 * row) + 3] += weight * vectors.Fourth[i];
            }
        }
    }

    internal override int PanelWidth => 1;

    internal override void MultiplyPanel(float* weights, nint outputStep, nint step, float* panel, int count, float* sums)
    {
        for (int output = 0; output < PanelOutputs; output++, weights += outputStep)
        {
            for (int i = 0; i < count; i++)
                sums[output] += weights[i * step] * panel[i];
        }
    }

    internal override void DotInt8(in VectorGroup<sbyte> rows, in VectorGroup<short> vectors, int count, int* products)
    {
        new Span<int>(products, 12).Clear();
        AddInt8(rows, vectors, 0, count, products);
    }

    internal override void Update<TUpdate>(in UpdateRows rows, TUpdate update, float scale, float rate) => UpdateLoop<TUpdate, SingleFloat>.Update(rows, update, scale, rate);

    internal override (double Direction, double Parameter) Measure<TUpdate>(in UpdateRows rows, TUpdate update, float scale) => UpdateLoop<TUpdate, SingleFloat>.Measure(rows, update, scale);

    protected override void DecodeFloat(in FourBitBlocks blocks, float* values, bool nonTemporal) => DecodeLoop(blocks, values);

    protected override void DecodeHalf(in FourBitBlocks blocks, Half* values, bool nonTemporal) => DecodeLoop(blocks, values);

    protected override void DecodeBFloat16(in FourBitBlocks blocks, BFloat16* values, bool nonTemporal) => DecodeLoop(blocks, values);

    private static void DecodeLoop<T>(in FourBitBlocks blocks, T* values)
        where T : unmanaged
    {
        int count = blocks.Count * blocks.BlockSize;
        FourBitKernels.DequantizeReference(new ReadOnlySpan<byte>(blocks.Packed, count / 2), new ReadOnlySpan<float>(blocks.Absmax, blocks.Count),
            blocks.Codebook.Values, blocks.BlockSize, new Span<T>(values, count));
    }
}
