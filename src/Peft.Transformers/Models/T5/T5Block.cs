using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace Peft.Transformers;

/// <summary>One block: self-attention, in a decoder attention to the source, and the feed-forward layer, each added to its input.</summary>
public sealed class T5Block : nn.Module<Tensor, T5Context, Tensor>
{
    [ComponentName(Name = "layer")]
    private readonly ModuleList<nn.Module<Tensor, T5Context, Tensor>> _layers;

    internal T5Block(T5Config config, int index, bool isDecoder, LayerFactory layers)
        : base(nameof(T5Block))
    {
        layers = layers["layer"];
        var attention = new T5SelfAttentionLayer(config, index, layers["0"]);
        _layers = isDecoder
            ? new(attention, new T5CrossAttentionLayer(config, index, layers["1"]), new T5FeedForwardLayer(config, layers["2"]))
            : new(attention, new T5FeedForwardLayer(config, layers["1"]));
        RegisterComponents();
    }

    /// <summary>The table of what distances add; of the first block of a stack.</summary>
    internal nn.Module<Tensor, Tensor> Distances => ((T5SelfAttentionLayer)_layers[0]).Distances;

    internal Tensor DistanceBias(Tensor groups) => ((T5SelfAttentionLayer)_layers[0]).DistanceBias(groups);

    /// <summary>Applies the block.</summary>
    /// <param name="input">(batch, length, width).</param>
    /// <param name="context">Bias, caches and source of this pass.</param>
    /// <returns>The input's shape.</returns>
    public override Tensor forward(Tensor input, T5Context context)
    {
        using var scope = NewDisposeScope();
        var hidden = input;
        foreach (var layer in _layers)
            hidden = layer.call(hidden, context);
        return hidden.MoveToOuterDisposeScope();
    }
}
