using Peft.Quantization.Kernels.Cpu;
using TorchSharp;
using static TorchSharp.torch;

namespace Peft.Quantization;

/// <summary>The absmax of every block of a quantised tensor: float32, or with double quantisation 8-bit codes of what is left after their mean is taken off.</summary>
/// <param name="Values">[blocks], float32 values or uint8 codes.</param>
/// <param name="Nested">What the codes mean; <see langword="null"/> without double quantisation.</param>
internal sealed record AbsmaxBlocks(Tensor Values, NestedAbsmax? Nested) : IDisposable
{
    internal long ByteCount => (Values.NumberOfElements * Values.ElementSize) + (Nested?.ByteCount ?? 0);

    /// <summary>Quantises absmax values on the CPU. The offset is torch's mean, as in bitsandbytes; its last bit may depend on the processor and the number of threads.</summary>
    internal static AbsmaxBlocks Compress(Tensor absmax)
    {
        using Tensor mean = absmax.mean();
        float offset = mean.item<float>();
        float[] centred = absmax.Floats().ToArray();
        for (int i = 0; i < centred.Length; i++)
            centred[i] -= offset;
        Tensor codes = empty(centred.Length, ScalarType.Byte);
        Tensor nested = empty(Blocks.Count(centred.Length, NestedAbsmax.BlockSize), ScalarType.Float32);
        EightBitKernels.Quantize(centred, Codebook.Dynamic, NestedAbsmax.BlockSize, codes.bytes, nested.Floats());
        return new AbsmaxBlocks(codes, new NestedAbsmax(nested, offset, Codebook.Dynamic));
    }

    /// <summary>A copy in the memory of a device.</summary>
    internal AbsmaxBlocks To(Device device) => new(Values.to(device, copy: true), Nested is null ? null : Nested with { Absmax = Nested.Absmax.to(device, copy: true) });

    /// <summary>Values on the CPU as the kernels see them, as long as this lives.</summary>
    internal unsafe BlockAbsmax View() => Nested is null ? new(Values.Pointer<float>())
        : new(Values.Pointer<byte>(), Nested.Absmax.Pointer<float>(), Nested.Map, Nested.Offset);

    /// <summary>Makes the tensors independent of dispose scopes.</summary>
    internal AbsmaxBlocks Detach()
    {
        Values.DetachFromDisposeScope();
        Nested?.Absmax.DetachFromDisposeScope();
        return this;
    }

    public void Dispose()
    {
        Values.Dispose();
        Nested?.Absmax.Dispose();
    }
}
