using Peft.Adapters;
using Peft.Interop;
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
    /// <exception cref="ArgumentException">An id is not in the table, or they are no whole numbers on the table's device.</exception>
    public override Tensor forward(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var weight = QuantizedWeight;
        if (input.dtype is not (ScalarType.Int64 or ScalarType.Int32) || !input.device.Is(weight.Device))
            throw new ArgumentException($"The ids are {input.dtype} on {input.device}; expected {ScalarType.Int64} or {ScalarType.Int32} on {weight.Device}. help: Convert them with to.", nameof(input));
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var ids = input.to_type(ScalarType.Int64).reshape(-1).contiguous();
        CheckIds(ids);
        var vectors = weight.Parts.Backend.DecodeRows(weight.Parts, ids);
        return vectors.to(ComputeType ?? weight.DType).view([.. input.shape, _width]).MoveToOuterDisposeScope();
    }

    // On a GPU an index outside a table would end every computation of the process.
    private void CheckIds(Tensor ids)
    {
        using Scalar count = _count;
        var wrong = ids.masked_select(ids.lt(Scalars.Zero).logical_or(ids.ge(count)));
        if (wrong.NumberOfElements > 0)
            throw new ArgumentException($"There is no vector of id {wrong[0].ToInt64()}; the table has {_count}. help: Check the tokenizer.", "input");
    }
}
