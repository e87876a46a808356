using Peft.Attachment;
using Peft.Generation;
using Peft.Transformers.Layers;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace Peft.Transformers;

/// <summary>The layers, one after the other.</summary>
internal sealed class BertEncoder : nn.Module<Tensor, Tensor?, KvCache?, Tensor>, ISideModel
{
    [ComponentName(Name = "layer")]
    private readonly ModuleList<nn.Module<Tensor, Tensor?, KvCache?, Tensor>> _layers;

    private readonly SideSlot<BertLayer> _side;

    public BertEncoder(EncoderConfig config, LayerFactory layers, nn.Module<Tensor, Tensor> embedding)
        : base(nameof(BertEncoder))
    {
        _layers = new([.. Enumerable.Range(0, config.NumHiddenLayers).Select(i => new BertLayer(config, i, layers["layer"][$"{i}"]))]);
        RegisterComponents();
        int headSize = config.HiddenSize / config.NumAttentionHeads;
        _side = new(new() { Width = config.HiddenSize, Layers = config.NumHiddenLayers, Reducible = headSize }, this,
            block => BertSide.MakeBlock(config, block, _layers[block.Layer], embedding),
            factor => PrunedWeights.KeptFeatures(embedding, factor));
    }

    SideSlot ISideModel.Side => _side;

    public LayerCheckpointing Checkpointing { get; } = new();

    public override Tensor forward(Tensor input, Tensor? mask, KvCache? cache)
    {
        using var scope = NewDisposeScope();
        var hidden = input.alias();
        using var side = _side.Begin(hidden);
        var runNarrow = side is null ? null : BertSide.Runner(mask?.to(_side.ParameterType), cache?.ForSide(side.Adapter));
        for (int i = 0; i < _layers.Count; i++)
        {
            using var previous = hidden;
            var layer = _layers[i];
            hidden = Checkpointing.Run(layer, layer == _layers[^1], cache, [previous, .. mask is null ? [] : new[] { mask }], t => layer.call(t[0], mask is null ? null : t[1], cache));
            side?.Step(i, hidden, runNarrow!);
        }
        return (side?.End(hidden) ?? hidden).MoveToOuterDisposeScope();
    }
}
