using Peft.Quantization.Kernels.Cpu;
using static TorchSharp.torch;
using BFloat16 = Peft.Quantization.Kernels.Cpu.BFloat16;

namespace Peft.Quantization;

/// <summary>The CPU's kernels.</summary>
internal sealed class CpuFourBit : FourBitBackend
{
    /// <summary>How many elements are encoded at once: whole blocks at every block size, and as float32 few enough to stay in a cache.</summary>
    internal const int EncodedPiece = 1 << 20;

    /// <summary>How many elements are decoded at once: no more bytes than a span can have.</summary>
    internal const int DecodedPiece = 1 << 24;

    private CpuFourBit()
    {
    }

    internal static CpuFourBit Instance { get; } = new();

    internal override void Encode(FourBitParts weight, Tensor values)
    {
        for (long first = 0; first < weight.NumberOfElements; first += EncodedPiece)
        {
            long count = Math.Min(EncodedPiece, weight.NumberOfElements - first);
            using Tensor piece = values.narrow(0, first, count);
            using Tensor floats = piece.to_type(ScalarType.Float32);
            using Tensor packed = PackedPiece(weight.Packed, first, count);
            using Tensor absmax = weight.Absmax.Values.narrow(0, first / weight.BlockSize, Blocks.Count(count, weight.BlockSize));
            FourBitKernels.Quantize(floats.Floats(), weight.Codebook, weight.BlockSize, packed.bytes, absmax.Floats(), get_num_threads());
        }
    }

    internal override void Decode(FourBitParts weight, Tensor values)
    {
        FourBitWeight view = weight.View();
        using Tensor flat = values.view(-1);
        for (long first = 0; first < weight.NumberOfElements; first += DecodedPiece)
        {
            using Tensor piece = flat.narrow(0, first, Math.Min(DecodedPiece, weight.NumberOfElements - first));
            switch (values.dtype)
            {
                case ScalarType.Float16:
                    FourBitKernels.Dequantize(view, first, piece.Span<Half>(), get_num_threads());
                    break;
                case ScalarType.BFloat16:
                    FourBitKernels.Dequantize(view, first, piece.Span<BFloat16>(), get_num_threads());
                    break;
                default:
                    FourBitKernels.Dequantize(view, first, piece.Floats(), get_num_threads());
                    break;
            }
        }
    }

    // Decoding starts at a block and a row may start within one.
    internal override Tensor DecodeRows(FourBitParts weight, Tensor ids)
    {
        int width = (int)weight.Shape[1], blockSize = weight.BlockSize;
        FourBitWeight view = weight.View();
        Tensor rows = empty(ids.shape[0], width, ScalarType.Float32);
        Span<float> values = rows.Floats();
        var buffer = new float[width + (2 * blockSize)];
        foreach (long id in ids.Span<long>())
        {
            long first = id * width, start = first / blockSize * blockSize;
            long end = Math.Min((first + width + blockSize - 1) / blockSize * blockSize, weight.NumberOfElements);
            FourBitKernels.Dequantize<float>(view, start, buffer.AsSpan(0, (int)(end - start)));
            buffer.AsSpan((int)(first - start), width).CopyTo(values);
            values = values[width..];
        }
        GC.KeepAlive(ids);
        return rows;
    }

    internal override Tensor TimesTransposed(FourBitParts weight, Tensor x) => OfRows(x, rows => FourBitMatrix.TimesTransposed(weight, rows));

    internal override Tensor Times(FourBitParts weight, Tensor g) => OfRows(g, rows => FourBitMatrix.Times(weight, rows));

    private static Tensor OfRows(Tensor x, Func<Tensor, Tensor> multiply)
    {
        if (x.dim() == 2)
            return multiply(x);
        using var scope = NewDisposeScope();
        Tensor product = multiply(x.reshape(-1, x.shape[^1]));
        return product.view([.. x.shape[..^1], product.shape[1]]).MoveToOuterDisposeScope();
    }

    private static Tensor PackedPiece(Tensor packed, long first, long count)
    {
        long size = packed.ElementSize;
        return packed.narrow(0, FourBitParts.PackedBytes(first) / size, FourBitParts.PackedBytes(count) / size);
    }
}
