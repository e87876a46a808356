using Peft.Interop;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Peft.Adapters;

/// <summary>
/// Gates at a module with input x and output y₀, of the adapters that are there, one after another: yₙ = yₙ₋₁ + gₙ (hₙ − yₙ₋₁), where hₙ is what adapter n makes of yₙ₋₁, and g = σ(W x + b) is one
/// number for each adapter and token.
/// </summary>
/// <remarks>
/// Mao et al., "UniPELT: A Unified Framework for Parameter-Efficient Language Model Tuning", arXiv 2110.07577. The authors' code averages a gate over the tokens of a row, which in a decoder would let each token see
/// those after it.
/// </remarks>
internal sealed class UniPeltLayer : NonlinearAdapter
{
    private const string Weight = "gate.weight", Shift = "gate.bias";
    private const double Deviation = 0.02;
    private readonly IReadOnlyList<OutputAdapter> _adapters;

    /// <param name="layer">The layer.</param>
    /// <param name="config">The configuration.</param>
    /// <param name="adapters">The parts at this layer of the adapters that get gates. They stay those adapters' own: not modules below this one.</param>
    internal UniPeltLayer(BaseLayer layer, UniPeltConfig config, IReadOnlyList<OutputAdapter> adapters)
        : base(nameof(UniPeltLayer), layer, config.AdapterType(layer))
    {
        _adapters = adapters;
        AddParameter(Weight, adapters.Count, layer.InFeatures);
        AddParameter(Shift, adapters.Count);
    }

    protected internal override void Start()
    {
        this[Weight].normal_(0, Deviation);
        this[Shift].zero_();
    }

    public override Tensor Apply(Tensor x, Tensor y)
    {
        using var scope = NewDisposeScope();
        var gates = functional.linear(x.to(this[Weight].dtype), this[Weight], this[Shift]).sigmoid();
        var output = y.to(gates.dtype);
        for (int i = 0; i < _adapters.Count; i++)
            output = output.add(_adapters[i].Apply(x, output).sub(output).mul(gates.narrow(-1, i, 1)), Scalars.One);
        return output.to(y.dtype).MoveToOuterDisposeScope();
    }
}
