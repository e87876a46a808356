using Peft.Generation;
using Peft.Interop;
using TorchSharp;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace Peft.Transformers;

/// <summary>One block: x + attention(norm(x)), then that + feed-forward(norm(that)).</summary>
public sealed class Gpt2Block : nn.Module<Tensor, Tensor?, KvCache?, Tensor>
{
    [ComponentName(Name = "ln_1")]
    private readonly nn.Module<Tensor, Tensor> _attentionNorm;

    [ComponentName(Name = "attn")]
    private readonly Gpt2Attention _attention;

    [ComponentName(Name = "ln_2")]
    private readonly nn.Module<Tensor, Tensor> _mlpNorm;

    [ComponentName(Name = "mlp")]
    private readonly Gpt2Mlp _mlp;

    internal Gpt2Block(Gpt2Config config, int index, LayerFactory layers)
        : base(nameof(Gpt2Block))
    {
        _attentionNorm = layers.LayerNorm("ln_1", config.NEmbd, config.LayerNormEpsilon);
        _attention = new(config, index, layers["attn"]);
        _mlpNorm = layers.LayerNorm("ln_2", config.NEmbd, config.LayerNormEpsilon);
        _mlp = new(config, layers["mlp"]);
        RegisterComponents();
    }

    /// <summary>Applies the block.</summary>
    /// <param name="input">(batch, length, width).</param>
    /// <param name="mask">Added to the scores: (batch or 1, 1, length, length with cache); null if a token sees itself and all before it.</param>
    /// <param name="cache">Keys and values of earlier passes; null without.</param>
    /// <returns>The input's shape.</returns>
    public override Tensor forward(Tensor input, Tensor? mask, KvCache? cache)
    {
        using var scope = NewDisposeScope();
        var attended = input.add(_attention.call(_attentionNorm.call(input), mask, cache), Scalars.One);
        return attended.add(_mlp.call(_mlpNorm.call(attended)), Scalars.One).MoveToOuterDisposeScope();
    }
}
