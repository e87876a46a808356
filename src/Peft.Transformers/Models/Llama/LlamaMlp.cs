using Peft.Transformers.Layers;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace Peft.Transformers;

/// <summary>The gated feed-forward layer: down(activation(gate(x)) · up(x)).</summary>
/// <remarks>Shazeer, "GLU Variants Improve Transformer", arXiv 2002.05202, equation 6.</remarks>
internal sealed class LlamaMlp : nn.Module<Tensor, Tensor>
{
    private readonly Func<Tensor, Tensor> _activation;

    [ComponentName(Name = "gate_proj")]
    private readonly nn.Module<Tensor, Tensor> _gate;

    [ComponentName(Name = "up_proj")]
    private readonly nn.Module<Tensor, Tensor> _up;

    [ComponentName(Name = "down_proj")]
    private readonly nn.Module<Tensor, Tensor> _down;

    public LlamaMlp(LlamaConfig config, LayerFactory layers)
        : base(nameof(LlamaMlp))
    {
        _activation = Activations.Find(config.HiddenAct);
        _gate = layers.Linear("gate_proj", config.HiddenSize, config.IntermediateSize, config.MlpBias);
        _up = layers.Linear("up_proj", config.HiddenSize, config.IntermediateSize, config.MlpBias);
        _down = layers.Linear("down_proj", config.IntermediateSize, config.HiddenSize, config.MlpBias);
        RegisterComponents();
    }

    /// <summary>Applies the layer to each position.</summary>
    /// <param name="input">(…, hidden size).</param>
    /// <returns>The input's shape.</returns>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        return _down.call(_activation(_gate.call(input)).mul(_up.call(input))).MoveToOuterDisposeScope();
    }
}
