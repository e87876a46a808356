using Peft.Generation;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace Peft.Transformers;

/// <summary>The first half of a layer: norm(x + projection(attention(x))).</summary>
internal sealed class BertAttention : nn.Module<Tensor, Tensor?, KvCache?, Tensor>
{
    [ComponentName(Name = "self")]
    private readonly BertSelfAttention _self;

    [ComponentName(Name = "output")]
    private readonly BertOutput _output;

    public BertAttention(EncoderConfig config, int layer, LayerFactory layers)
        : base(nameof(BertAttention))
    {
        _self = new(config, layer, layers["self"]);
        _output = new(config, config.HiddenSize, layers["output"]);
        RegisterComponents();
    }

    public override Tensor forward(Tensor input, Tensor? mask, KvCache? cache)
    {
        using var attended = _self.call(input, mask, cache);
        return _output.call(attended, input);
    }
}
