using Peft.Generation;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace Peft.Transformers;

/// <summary>The layers, one after the other.</summary>
internal sealed class BertEncoder : nn.Module<Tensor, Tensor?, KvCache?, Tensor>
{
    [ComponentName(Name = "layer")]
    private readonly ModuleList<nn.Module<Tensor, Tensor?, KvCache?, Tensor>> _layers;

    public BertEncoder(EncoderConfig config, LayerFactory layers)
        : base(nameof(BertEncoder))
    {
        _layers = new([.. Enumerable.Range(0, config.NumHiddenLayers).Select(i => new BertLayer(config, i, layers["layer"][$"{i}"]))]);
        RegisterComponents();
    }

    public override Tensor forward(Tensor input, Tensor? mask, KvCache? cache)
    {
        using var scope = NewDisposeScope();
        var hidden = input.alias();
        foreach (var layer in _layers)
        {
            using var previous = hidden;
            hidden = layer.call(previous, mask, cache);
        }
        return hidden.MoveToOuterDisposeScope();
    }
}
