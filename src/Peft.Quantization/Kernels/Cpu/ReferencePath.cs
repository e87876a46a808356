namespace Peft.Quantization.Kernels.Cpu;

/// <summary>The loops of the Reference files.</summary>
internal sealed unsafe class ReferencePath : CpuPath
{
    protected override bool IsSupported => true;

    public override string ToString() => "reference";

    internal override void Decode<T>(in FourBitBlocks blocks, T* values, bool nonTemporal)
    {
        int count = blocks.Count * blocks.BlockSize;
        FourBitKernels.DequantizeReference(new ReadOnlySpan<byte>(blocks.Packed, count / 2), new ReadOnlySpan<float>(blocks.Absmax, blocks.Count),
            blocks.Codebook.Values, blocks.BlockSize, new Span<T>(values, count));
    }

    internal override void Encode(float* values, in FourBitBlocks blocks)
    {
        int count = blocks.Count * blocks.BlockSize;
        FourBitKernels.QuantizeReference(new ReadOnlySpan<float>(values, count), blocks.Codebook, blocks.BlockSize,
            new Span<byte>(blocks.Packed, count / 2), new Span<float>(blocks.Absmax, blocks.Count));
    }
}
