using Peft.Transformers.Layers;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace Peft.Transformers;

/// <summary>The feed-forward layer: projection(activation(expansion(x))).</summary>
internal sealed class Gpt2Mlp : nn.Module<Tensor, Tensor>
{
    private readonly Func<Tensor, Tensor> _activation;
    private readonly double _dropout;

    [ComponentName(Name = "c_fc")]
    private readonly nn.Module<Tensor, Tensor> _expansion;

    [ComponentName(Name = "c_proj")]
    private readonly nn.Module<Tensor, Tensor> _projection;

    public Gpt2Mlp(Gpt2Config config, LayerFactory layers)
        : base(nameof(Gpt2Mlp))
    {
        (_activation, _dropout) = (Activations.Find(config.ActivationFunction), config.ResidPdrop);
        _expansion = layers.Conv1D("c_fc", config.NEmbd, config.InnerSize);
        _projection = layers.Conv1D("c_proj", config.InnerSize, config.NEmbd);
        RegisterComponents();
    }

    /// <summary>Applies the layer to each position.</summary>
    /// <param name="input">(…, width).</param>
    /// <returns>The input's shape.</returns>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        return nn.functional.dropout(_projection.call(_activation(_expansion.call(input))), _dropout, training).MoveToOuterDisposeScope();
    }
}
