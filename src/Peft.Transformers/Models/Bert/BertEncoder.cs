using Peft.Generation;
using Peft.Transformers.Layers;
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

    public LayerCheckpointing Checkpointing { get; } = new();

    public override Tensor forward(Tensor input, Tensor? mask, KvCache? cache)
    {
        using var scope = NewDisposeScope();
        var hidden = input.alias();
        foreach (var layer in _layers)
        {
            using var previous = hidden;
            hidden = Checkpointing.Run(layer, layer == _layers[^1], cache, [previous, .. mask is null ? [] : new[] { mask }], t => layer.call(t[0], mask is null ? null : t[1], cache));
        }
        return hidden.MoveToOuterDisposeScope();
    }
}
