using Peft.Attachment;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Peft.Transformers.Layers;

/// <summary>An output layer without parameters of its own: it multiplies with the weight of the token embedding.</summary>
internal sealed class TiedHead : nn.Module<Tensor, Tensor>, ITiedLayer
{
    /// <summary>A delegate, since a module in a field would be registered as a child.</summary>
    private readonly Func<Embedding> _embedding;

    /// <exception cref="PeftConfigException">The embedding is quantised.</exception>
    public TiedHead(nn.Module<Tensor, Tensor> embedding)
        : base(nameof(TiedHead))
    {
        var table = embedding as Embedding ?? throw new PeftConfigException("config.json", ["the output layer uses the embedding's weight, but that is quantised."], "Quantise the model without Embeddings.");
        _embedding = () => table;
        RegisterComponents();
    }

    public nn.Module WeightOwner => _embedding();

    public override Tensor forward(Tensor input)
    {
        using var weight = _embedding().weight!;
        return WideningProduct.Compute(input, weight);
    }
}
