using Peft.Quantization.Kernels.Cpu;
using TorchSharp;
using static TorchSharp.torch;
using BFloat16 = Peft.Quantization.Kernels.Cpu.BFloat16;

namespace Peft.Quantization;

/// <summary>What a four-bit tensor consists of.</summary>
/// <param name="Codebook">The values of the 16 codes.</param>
/// <param name="Packed">[bytes / element size, 1], any storage type: two codes a byte, the first in the high half.</param>
/// <param name="Absmax">The scale of every block.</param>
/// <param name="BlockSize">The number of elements that share a scale.</param>
/// <param name="Shape">The shape of the tensor that was quantised.</param>
/// <param name="DType">The type of the tensor that was quantised.</param>
internal sealed record FourBitParts(Codebook Codebook, Tensor Packed, AbsmaxBlocks Absmax, int BlockSize, long[] Shape, ScalarType DType)
{
    /// <summary>How many elements are encoded at once: whole blocks at every block size, and as float32 few enough to stay in a cache.</summary>
    internal const int EncodedPiece = 1 << 20;

    /// <summary>How many elements are decoded at once: no more bytes than a span can have.</summary>
    internal const int DecodedPiece = 1 << 24;

    internal long NumberOfElements { get; } = Shape.Aggregate(1L, (product, size) => checked(product * size));

    internal static long PackedBytes(long elements) => (elements + 1) / 2;

    /// <summary>Encodes a weight. The result belongs to no dispose scope.</summary>
    internal static FourBitParts Quantize(Tensor weight, Codebook codebook, FourBitOptions? options)
    {
        options ??= new FourBitOptions();
        options.Validate();
        Check(weight, options.StorageType);
        using DisposeScope scope = NewDisposeScope();
        long count = weight.NumberOfElements;
        Tensor packed = empty(PackedBytes(count) / options.StorageType.ElementSize(), 1, options.StorageType);
        Tensor absmax = empty(Blocks.Count(count, options.BlockSize), ScalarType.Float32);
        var parts = new FourBitParts(codebook, packed, new AbsmaxBlocks(absmax, Nested: null), options.BlockSize, weight.shape, weight.dtype);
        parts.Encode(weight.detach().reshape(-1));
        CheckFinite(absmax.Floats(), options.BlockSize);
        return (options.DoubleQuantize ? parts with { Absmax = AbsmaxBlocks.Compress(absmax) } : parts).Detach();
    }

    /// <summary>Makes the tensors independent of dispose scopes.</summary>
    internal FourBitParts Detach()
    {
        Packed.DetachFromDisposeScope();
        Absmax.Detach();
        return this;
    }

    /// <summary>The weight as the kernels see it, as long as this lives.</summary>
    internal unsafe FourBitWeight View() => new(Codebook, Packed.Pointer<byte>(), Absmax.View(), BlockSize);

    /// <summary>Decodes every element.</summary>
    /// <param name="values">[elements], contiguous; Float32, Float16 or BFloat16.</param>
    internal void Decode(Tensor values)
    {
        FourBitWeight weight = View();
        for (long first = 0; first < NumberOfElements; first += DecodedPiece)
        {
            using Tensor piece = values.narrow(0, first, Math.Min(DecodedPiece, NumberOfElements - first));
            switch (values.dtype)
            {
                case ScalarType.Float16:
                    FourBitKernels.Dequantize(weight, first, piece.Span<Half>(), get_num_threads());
                    break;
                case ScalarType.BFloat16:
                    FourBitKernels.Dequantize(weight, first, piece.Span<BFloat16>(), get_num_threads());
                    break;
                default:
                    FourBitKernels.Dequantize(weight, first, piece.Floats(), get_num_threads());
                    break;
            }
        }
    }

    private void Encode(Tensor weight)
    {
        for (long first = 0; first < NumberOfElements; first += EncodedPiece)
        {
            long count = Math.Min(EncodedPiece, NumberOfElements - first);
            using Tensor piece = weight.narrow(0, first, count);
            using Tensor values = piece.to_type(ScalarType.Float32);
            using Tensor packed = PackedPiece(first, count);
            using Tensor absmax = Absmax.Values.narrow(0, first / BlockSize, Blocks.Count(count, BlockSize));
            FourBitKernels.Quantize(values.Floats(), Codebook, BlockSize, packed.bytes, absmax.Floats(), get_num_threads());
        }
    }

    private Tensor PackedPiece(long first, long count)
    {
        long size = Packed.ElementSize;
        return Packed.narrow(0, PackedBytes(first) / size, PackedBytes(count) / size);
    }

    private static void Check(Tensor weight, ScalarType storage)
    {
        if (!FloatTypes.IsKnown(weight.dtype))
        {
            throw new ArgumentException($"The weight is {weight.dtype}; expected one of {FloatTypes.Names}. "
                + "help: Convert it first, for example with to_type(ScalarType.Float32).", nameof(weight));
        }
        if (weight.device_type != DeviceType.CPU)
            throw new ArgumentException($"The weight is on {weight.device}; this version quantises on the CPU. help: Quantise weight.cpu().", nameof(weight));
        if (weight.NumberOfElements == 0)
            throw new ArgumentException($"The weight of shape [{string.Join(", ", weight.shape)}] has no elements. help: Leave it as it is.", nameof(weight));
        if (PackedBytes(weight.NumberOfElements) % storage.ElementSize() != 0)
        {
            throw new ArgumentException($"{weight.NumberOfElements} elements make {PackedBytes(weight.NumberOfElements)} packed bytes, no whole number of {storage} elements. "
                + $"help: Set {nameof(FourBitOptions.StorageType)} to {ScalarType.Byte}.", nameof(weight));
        }
    }

    private static void CheckFinite(ReadOnlySpan<float> absmax, int blockSize)
    {
        for (int block = 0; block < absmax.Length; block++)
        {
            if (!float.IsFinite(absmax[block]))
            {
                throw new ArgumentException($"The weight has a NaN or an infinity among the {blockSize} elements from {(long)block * blockSize} on, counted row by row. "
                    + "help: Repair the weight first.", "weight");
            }
        }
    }
}
