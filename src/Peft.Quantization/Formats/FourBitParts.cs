using Peft.Quantization.Kernels.Cpu;
using TorchSharp;
using static TorchSharp.torch;

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
    internal long NumberOfElements { get; } = Shape.Aggregate(1L, (product, size) => checked(product * size));

    /// <summary>Where all tensors are.</summary>
    internal Device Device { get; } = Packed.device;

    /// <summary>What computes with it.</summary>
    internal FourBitBackend Backend { get; init; } = FourBitBackend.For(Packed.device);

    internal static long PackedBytes(long elements) => (elements + 1) / 2;

    /// <summary>Encodes a weight, where it is. The result belongs to no dispose scope.</summary>
    internal static FourBitParts Quantize(Tensor weight, Codebook codebook, FourBitOptions? options, FourBitBackend? backend = null)
    {
        options ??= new FourBitOptions();
        options.Validate();
        Check(weight, options.StorageType);
        using DisposeScope scope = NewDisposeScope();
        long count = weight.NumberOfElements;
        Tensor packed = empty(PackedBytes(count) / options.StorageType.ElementSize(), 1, options.StorageType, weight.device);
        Tensor absmax = empty(Blocks.Count(count, options.BlockSize), ScalarType.Float32, weight.device);
        var parts = new FourBitParts(codebook, packed, new AbsmaxBlocks(absmax, Nested: null), options.BlockSize, weight.shape, weight.dtype);
        if (backend is not null)
            parts = parts with { Backend = backend };
        parts.Backend.Encode(parts, weight.detach().reshape(-1));
        // The scales are few. Checked and compressed on the CPU they are the same wherever the weight is.
        Tensor scales = absmax.cpu();
        BlockInput.CheckFinite(scales.Floats(), options.BlockSize);
        return (options.DoubleQuantize ? parts with { Absmax = AbsmaxBlocks.Compress(scales).To(parts.Device) } : parts).Detach();
    }

    /// <summary>A copy in the memory of a device, which belongs to no dispose scope.</summary>
    internal FourBitParts To(Device device)
    {
        using DisposeScope scope = NewDisposeScope();
        return new FourBitParts(Codebook, Packed.to(device, copy: true), Absmax.To(device), BlockSize, Shape, DType).Detach();
    }

    /// <summary>Makes the tensors independent of dispose scopes.</summary>
    internal FourBitParts Detach()
    {
        Packed.DetachFromDisposeScope();
        Absmax.Detach();
        return this;
    }

    /// <summary>A weight on the CPU as the kernels see it, as long as this lives.</summary>
    internal unsafe FourBitWeight View() => new(Codebook, Packed.Pointer<byte>(), Absmax.View(), BlockSize);

    /// <summary>Decodes every element.</summary>
    /// <param name="type">Float32, Float16 or BFloat16.</param>
    /// <returns>A new tensor of shape <see cref="Shape"/>, which belongs to the current dispose scope.</returns>
    internal Tensor Decode(ScalarType type)
    {
        Tensor values = empty(Shape, type, Device);
        Backend.Decode(this, values);
        return values;
    }

    private static void Check(Tensor weight, ScalarType storage)
    {
        BlockInput.Check(weight);
        if (PackedBytes(weight.NumberOfElements) % storage.ElementSize() != 0)
        {
            throw new ArgumentException($"{weight.NumberOfElements} elements make {PackedBytes(weight.NumberOfElements)} packed bytes, no whole number of {storage} elements. "
                + $"help: Set {nameof(FourBitOptions.StorageType)} to {ScalarType.Byte}.", nameof(weight));
        }
    }
}
