using Peft.Attachment;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Peft.Transformers.Layers;

/// <summary>An output layer without parameters of its own: it multiplies with the weight of the token embedding.</summary>
internal sealed class TiedHead : nn.Module<Tensor, Tensor>, ITiedLayer
{
    /// <summary>A delegate, since a module in a field would be registered as a child.</summary>
    private readonly Func<Embedding> _embedding;

    public TiedHead(Embedding embedding)
        : base(nameof(TiedHead))
    {
        _embedding = () => embedding;
        RegisterComponents();
    }

    public nn.Module WeightOwner => _embedding();

    public override Tensor forward(Tensor input)
    {
        using var weight = _embedding().weight!;
        return WideningProduct.Compute(input, weight);
    }
}
