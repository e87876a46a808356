using Peft.Quantization;
using Peft.Quantization.Kernels.Cpu;
using TorchSharp;
using static TorchSharp.torch;

namespace Peft.Optimizers;

/// <summary>Block-wise codes of 8 bits by torch's operators, on any device. Results belong to the current dispose scope.</summary>
internal static class TensorBlocks
{
    /// <summary>value = map[code] · absmax.</summary>
    internal static Tensor Decode(Tensor codes, Tensor absmax, FloatFormat format, int blockSize)
    {
        Tensor map = MapOf(format).On(codes.device).Values;
        Tensor values = map.index_select(0, InBlocks(codes, blockSize).view(-1).to(ScalarType.Int32));
        return values.view(-1, blockSize).mul(absmax.unsqueeze(1)).view(-1).narrow(0, 0, codes.shape[0]);
    }

    /// <summary>The code of the value nearest to each number relative to the largest in its block.</summary>
    internal static void Encode(Tensor values, Tensor codes, Tensor absmax, FloatFormat format, int blockSize)
    {
        const double SmallestDivisor = 1e-38;
        Tensor blocks = InBlocks(values, blockSize), largest = blocks.abs().amax([1]);
        using Scalar smallest = SmallestDivisor;
        Tensor midpoints = MapOf(format).On(codes.device).Midpoints;
        Tensor scaled = blocks.mul(largest.clamp_min(smallest).reciprocal().unsqueeze(1));
        codes.copy_(bucketize(scaled, midpoints).view(-1).narrow(0, 0, codes.shape[0]));
        absmax.copy_(largest);
    }

    private static Tensor InBlocks(Tensor row, int blockSize)
    {
        long missing = (blockSize - (row.shape[0] % blockSize)) % blockSize;
        return nn.functional.pad(row, [0, missing]).view(-1, blockSize);
    }

    private static Codebook MapOf(FloatFormat format) => format == FloatFormat.Dynamic ? Codebook.Dynamic : Codebook.DynamicUnsigned;
}
