using Peft.Interop;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace Peft.Transformers;

/// <summary>What ends both halves of a layer: norm(residual + projection(x)).</summary>
internal sealed class BertOutput : nn.Module<Tensor, Tensor, Tensor>
{
    private readonly double _dropout;

    [ComponentName(Name = "dense")]
    private readonly nn.Module<Tensor, Tensor> _projection;

    [ComponentName(Name = "LayerNorm")]
    private readonly nn.Module<Tensor, Tensor> _norm;

    public BertOutput(EncoderConfig config, long inputs, LayerFactory layers)
        : base(nameof(BertOutput))
    {
        _dropout = config.HiddenDropoutProb;
        _projection = layers.Linear("dense", inputs, config.HiddenSize, hasBias: true);
        _norm = layers.LayerNorm("LayerNorm", config.HiddenSize, config.LayerNormEps);
        RegisterComponents();
    }

    public override Tensor forward(Tensor input, Tensor residual)
    {
        using var scope = NewDisposeScope();
        var projected = nn.functional.dropout(_projection.call(input), _dropout, training);
        return _norm.call(residual.add(projected, Scalars.One)).MoveToOuterDisposeScope();
    }
}
