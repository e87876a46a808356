using Peft.Adapters;
using Peft.Quantization.Kernels.Cpu;
using TorchSharp;
using static TorchSharp.torch;

namespace Peft.Quantization;

/// <summary>A frozen table of vectors of four bits, bitsandbytes' <c>Embedding4bit</c>. Only the vectors that are asked for are decoded.</summary>
public sealed class Embedding4bit : FourBitLayer
{
    private readonly long _count;
    private readonly long _width;

    /// <summary>Makes a layer of a table, which it owns from then on.</summary>
    /// <param name="weight">(vocabulary, out).</param>
    /// <param name="computeType">The type of the vectors; null: that of the table before it was quantised.</param>
    /// <exception cref="ArgumentException">The table has not two dimensions, or there is no such type.</exception>
    public Embedding4bit(FourBitTensor weight, ScalarType? computeType = null)
        : base(nameof(Embedding4bit), weight, null, computeType) => (_count, _width) = (weight.Shape[0], weight.Shape[1]);

    /// <inheritdoc/>
    public override LayerKind Kind => LayerKind.Embedding;

    /// <summary>Vectors of ids.</summary>
    /// <param name="input">Ids of any shape, Int64 or Int32.</param>
    /// <returns>(…, out).</returns>
    /// <exception cref="ArgumentException">An id is not in the table, or they are no whole numbers on the CPU.</exception>
    public override Tensor forward(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (input.dtype is not (ScalarType.Int64 or ScalarType.Int32) || input.device_type != DeviceType.CPU)
            throw new ArgumentException($"The ids are {input.dtype} on {input.device}; expected {ScalarType.Int64} or {ScalarType.Int32} on the CPU. help: Convert them with to_type.", nameof(input));
        using var scope = NewDisposeScope();
        long[] ids = input.to_type(ScalarType.Int64).reshape(-1).data<long>().ToArray();
        foreach (long wrong in ids.Where(id => id < 0 || id >= _count))
            throw new ArgumentException($"There is no vector of id {wrong}; the table has {_count}. help: Check the tokenizer.", nameof(input));
        var vectors = empty(ids.Length, _width, ScalarType.Float32);
        Decode(ids, vectors.Floats());
        return vectors.to(ComputeType ?? QuantizedWeight.DType).view([.. input.shape, _width]).MoveToOuterDisposeScope();
    }

    // Decoding starts at a block and a vector may start within one.
    private void Decode(long[] ids, Span<float> vectors)
    {
        var parts = QuantizedWeight.Parts;
        var weight = parts.View();
        var buffer = new float[_width + (2 * parts.BlockSize)];
        for (int i = 0; i < ids.Length; i++)
        {
            long first = ids[i] * _width, start = first / parts.BlockSize * parts.BlockSize;
            long end = Math.Min((first + _width + parts.BlockSize - 1) / parts.BlockSize * parts.BlockSize, parts.NumberOfElements);
            FourBitKernels.Dequantize<float>(weight, start, buffer.AsSpan(0, (int)(end - start)));
            buffer.AsSpan((int)(first - start), (int)_width).CopyTo(vectors.Slice((int)(i * _width), (int)_width));
        }
        GC.KeepAlive(parts);
    }
}
