using TorchSharp.Utils;
using static TorchSharp.torch;

namespace Peft.Transformers;

/// <summary>tanh(projection(x)) of the first position.</summary>
internal sealed class BertPooler : nn.Module<Tensor, Tensor>
{
    [ComponentName(Name = "dense")]
    private readonly nn.Module<Tensor, Tensor> _projection;

    public BertPooler(EncoderConfig config, LayerFactory layers)
        : base(nameof(BertPooler))
    {
        _projection = layers.Linear("dense", config.HiddenSize, config.HiddenSize, hasBias: true);
        RegisterComponents();
    }

    /// <param name="input">(batch, length, hidden size).</param>
    /// <returns>(batch, hidden size).</returns>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        return _projection.call(input.select(1, 0)).tanh().MoveToOuterDisposeScope();
    }
}
