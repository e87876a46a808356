using Peft.Interop;
using Peft.Transformers.Layers;
using TorchSharp;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace Peft.Transformers;

/// <summary>One block: x + attention(norm(x)), then that + feed-forward(norm(that)).</summary>
public sealed class LlamaDecoderLayer : nn.Module<Tensor, AttentionContext, Tensor>
{
    [ComponentName(Name = "self_attn")]
    private readonly LlamaAttention _attention;

    [ComponentName(Name = "mlp")]
    private readonly LlamaMlp _mlp;

    [ComponentName(Name = "input_layernorm")]
    private readonly nn.Module<Tensor, Tensor> _attentionNorm;

    [ComponentName(Name = "post_attention_layernorm")]
    private readonly nn.Module<Tensor, Tensor> _mlpNorm;

    internal LlamaDecoderLayer(LlamaConfig config, int index, LayerFactory layers)
        : base(nameof(LlamaDecoderLayer))
    {
        _attention = new(config, index, layers["self_attn"]);
        _mlp = new(config, layers["mlp"]);
        _attentionNorm = layers.RmsNorm("input_layernorm", config.HiddenSize, config.RmsNormEps);
        _mlpNorm = layers.RmsNorm("post_attention_layernorm", config.HiddenSize, config.RmsNormEps);
        RegisterComponents();
    }

    /// <summary>Applies the block.</summary>
    /// <param name="input">(batch, length, hidden size).</param>
    /// <param name="context">Rotation, mask and cache of this pass.</param>
    /// <returns>The input's shape.</returns>
    public override Tensor forward(Tensor input, AttentionContext context)
    {
        using var scope = NewDisposeScope();
        var attended = input.add(_attention.call(_attentionNorm.call(input), context), Scalars.One);
        return attended.add(_mlp.call(_mlpNorm.call(attended)), Scalars.One).MoveToOuterDisposeScope();
    }
}
