using Peft.Interop;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace Peft.Transformers;

/// <summary>x + self-attention(norm(x)).</summary>
internal sealed class T5SelfAttentionLayer : nn.Module<Tensor, T5Context, Tensor>
{
    private readonly double _dropout;

    [ComponentName(Name = "SelfAttention")]
    private readonly T5Attention _attention;

    [ComponentName(Name = "layer_norm")]
    private readonly nn.Module<Tensor, Tensor> _norm;

    public T5SelfAttentionLayer(T5Config config, int index, LayerFactory layers)
        : base(nameof(T5SelfAttentionLayer))
    {
        _dropout = config.DropoutRate;
        _attention = new(config, index, layers["SelfAttention"], hasDistances: index == 0);
        _norm = layers.RmsNorm("layer_norm", config.DModel, config.LayerNormEpsilon);
        RegisterComponents();
    }

    public nn.Module<Tensor, Tensor> Distances => _attention.Distances!;

    public Tensor DistanceBias(Tensor groups) => _attention.DistanceBias(groups);

    public override Tensor forward(Tensor input, T5Context context)
    {
        using var scope = NewDisposeScope();
        var attended = _attention.call(_norm.call(input), null, context.Bias, context.Cache);
        return input.add(nn.functional.dropout(attended, _dropout, training), Scalars.One).MoveToOuterDisposeScope();
    }
}

/// <summary>x + attention to the source(norm(x)).</summary>
internal sealed class T5CrossAttentionLayer : nn.Module<Tensor, T5Context, Tensor>
{
    private readonly double _dropout;

    [ComponentName(Name = "EncDecAttention")]
    private readonly T5Attention _attention;

    [ComponentName(Name = "layer_norm")]
    private readonly nn.Module<Tensor, Tensor> _norm;

    public T5CrossAttentionLayer(T5Config config, int index, LayerFactory layers)
        : base(nameof(T5CrossAttentionLayer))
    {
        _dropout = config.DropoutRate;
        _attention = new(config, index, layers["EncDecAttention"], hasDistances: false);
        _norm = layers.RmsNorm("layer_norm", config.DModel, config.LayerNormEpsilon);
        RegisterComponents();
    }

    public override Tensor forward(Tensor input, T5Context context)
    {
        using var scope = NewDisposeScope();
        var attended = _attention.call(_norm.call(input), context.Source!.States, context.SourceMask, context.Source.Cache);
        return input.add(nn.functional.dropout(attended, _dropout, training), Scalars.One).MoveToOuterDisposeScope();
    }
}
