using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Peft.Quantization;

/// <summary>A layer with a weight of four bits. Its buffers are <c>weight</c>, <c>weight.absmax</c>, <c>weight.quant_map</c> and so on: see <see cref="FourBitTensor.ToStateDict"/>.</summary>
public abstract class FourBitLayer : QuantizedModule<FourBitTensor>
{
    // As it was when it was last read. A tensor alone in a field would be registered.
    private (Tensor Buffer, byte[] Bytes) _description;

    private protected FourBitLayer(string name, FourBitTensor weight, Parameter? bias, ScalarType? computeType)
        : base(name, weight, bias)
    {
        if (computeType is { } type && !FloatTypes.IsKnown(type))
            throw new ArgumentException($"The compute type of a {name} is {type}; expected one of {FloatTypes.Names}. help: Leave it out to compute in the input's type.", nameof(computeType));
        ComputeType = computeType;
        Publish(weight);
    }

    /// <summary>The type to which inputs and results are rounded, bitsandbytes' <c>compute_dtype</c>; sums are in float32 whatever it is, on a GPU as its matrix products are. Null: the input's own.</summary>
    public ScalarType? ComputeType { get; }

    /// <inheritdoc/>
    /// <remarks>What <c>load_state_dict</c> copied into the buffers counts from the next use on.</remarks>
    public override FourBitTensor QuantizedWeight
    {
        get
        {
            if (!_description.Buffer.bytes.SequenceEqual(_description.Bytes))
                Reread();
            return base.QuantizedWeight;
        }
        set => base.QuantizedWeight = value;
    }

    private protected override Dictionary<string, Tensor> PartsOf(FourBitTensor weight)
    {
        var parts = weight.ToStateDict();
        var description = parts[new QuantStateKeys("").Description(weight.Parts.Codebook)];
        _description = (description, description.bytes.ToArray());
        return parts;
    }

    // The description holds the offset of double quantisation, the only part that is not computed with in its buffer.
    private void Reread()
    {
        var former = base.QuantizedWeight;
        base.QuantizedWeight = FourBitTensor.FromStateDict(named_buffers(recurse: false).ToDictionary(b => b.name, b => b.buffer));
        former.Dispose();
    }
}
