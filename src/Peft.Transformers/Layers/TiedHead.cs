using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Peft.Transformers.Layers;

/// <summary>An output layer without parameters of its own: it multiplies with the weight of the token embedding.</summary>
internal sealed class TiedHead : nn.Module<Tensor, Tensor>
{
    /// <summary>A delegate, since a module in a field would be registered as a child.</summary>
    private readonly Func<Parameter> _weight;

    public TiedHead(Embedding embedding)
        : base(nameof(TiedHead))
    {
        _weight = () => embedding.weight!;
        RegisterComponents();
    }

    public override Tensor forward(Tensor input)
    {
        using var weight = _weight();
        return WideningProduct.Compute(input, weight);
    }
}
