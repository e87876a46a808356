using Peft.Interop;
using Peft.Transformers.Layers;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace Peft.Transformers;

/// <summary>x + feed-forward(norm(x)).</summary>
internal sealed class T5FeedForwardLayer : nn.Module<Tensor, T5Context, Tensor>
{
    private readonly double _dropout;

    [ComponentName(Name = "DenseReluDense")]
    private readonly nn.Module<Tensor, Tensor> _dense;

    [ComponentName(Name = "layer_norm")]
    private readonly nn.Module<Tensor, Tensor> _norm;

    public T5FeedForwardLayer(T5Config config, LayerFactory layers)
        : base(nameof(T5FeedForwardLayer))
    {
        _dropout = config.DropoutRate;
        _dense = new T5Dense(config, layers["DenseReluDense"]);
        _norm = layers.RmsNorm("layer_norm", config.DModel, config.LayerNormEpsilon);
        RegisterComponents();
    }

    public override Tensor forward(Tensor input, T5Context context)
    {
        using var scope = NewDisposeScope();
        var output = nn.functional.dropout(_dense.call(_norm.call(input)), _dropout, training);
        return input.add(output, Scalars.One).MoveToOuterDisposeScope();
    }
}

/// <summary>projection(activation(expansion(x))), or with a gate projection(activation(gate(x)) · expansion(x)).</summary>
/// <remarks>Shazeer, "GLU Variants Improve Transformer", arXiv 2002.05202.</remarks>
internal sealed class T5Dense : nn.Module<Tensor, Tensor>
{
    private readonly Func<Tensor, Tensor> _activation;
    private readonly double _dropout;

    [ComponentName(Name = "wi")]
    private readonly nn.Module<Tensor, Tensor>? _plain;

    [ComponentName(Name = "wi_0")]
    private readonly nn.Module<Tensor, Tensor>? _gate;

    [ComponentName(Name = "wi_1")]
    private readonly nn.Module<Tensor, Tensor>? _gated;

    [ComponentName(Name = "wo")]
    private readonly nn.Module<Tensor, Tensor> _projection;

    public T5Dense(T5Config config, LayerFactory layers)
        : base(nameof(T5Dense))
    {
        (_activation, _dropout) = (Activations.Find(config.Activation), config.DropoutRate);
        nn.Module<Tensor, Tensor> Expansion(string name) => layers.Linear(name, config.DModel, config.DFf, hasBias: false);
        if (config.IsGated)
            (_gate, _gated) = (Expansion("wi_0"), Expansion("wi_1"));
        else
            _plain = Expansion("wi");
        _projection = layers.Linear("wo", config.DFf, config.DModel, hasBias: false);
        RegisterComponents();
    }

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var expanded = _activation((_plain ?? _gate)!.call(input));
        if (_gated is not null)
            expanded = expanded.mul(_gated.call(input));
        return _projection.call(nn.functional.dropout(expanded, _dropout, training)).MoveToOuterDisposeScope();
    }
}
