using Peft.Generation;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace Peft.Transformers;

/// <summary>One layer: y = norm(x + attention(x)), then norm(y + feed-forward(y)).</summary>
public sealed class BertLayer : nn.Module<Tensor, Tensor?, KvCache?, Tensor>
{
    [ComponentName(Name = "attention")]
    private readonly BertAttention _attention;

    [ComponentName(Name = "intermediate")]
    private readonly BertIntermediate _intermediate;

    [ComponentName(Name = "output")]
    private readonly BertOutput _output;

    internal BertLayer(EncoderConfig config, int index, LayerFactory layers)
        : base(nameof(BertLayer))
    {
        _attention = new(config, index, layers["attention"]);
        _intermediate = new(config, layers["intermediate"]);
        _output = new(config, config.IntermediateSize, layers["output"]);
        RegisterComponents();
    }

    /// <summary>Applies the layer.</summary>
    /// <param name="input">(batch, length, hidden size).</param>
    /// <param name="mask">Added to the scores: (batch, 1, 1, keys); null if nothing is hidden.</param>
    /// <param name="cache">Keys and values that stand before the sequence; null without.</param>
    /// <returns>The input's shape.</returns>
    public override Tensor forward(Tensor input, Tensor? mask, KvCache? cache)
    {
        using var scope = NewDisposeScope();
        var attended = _attention.call(input, mask, cache);
        return _output.call(_intermediate.call(attended), attended).MoveToOuterDisposeScope();
    }
}
