using Peft.Transformers.Layers;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace Peft.Transformers;

/// <summary>The wide part of the feed-forward layer: activation(expansion(x)).</summary>
internal sealed class BertIntermediate : nn.Module<Tensor, Tensor>
{
    private readonly Func<Tensor, Tensor> _activation;

    [ComponentName(Name = "dense")]
    private readonly nn.Module<Tensor, Tensor> _expansion;

    public BertIntermediate(EncoderConfig config, LayerFactory layers)
        : base(nameof(BertIntermediate))
    {
        _activation = Activations.Find(config.HiddenAct);
        _expansion = layers.Linear("dense", config.HiddenSize, config.IntermediateSize, hasBias: true);
        RegisterComponents();
    }

    public override Tensor forward(Tensor input)
    {
        using var expanded = _expansion.call(input);
        return _activation(expanded);
    }
}
