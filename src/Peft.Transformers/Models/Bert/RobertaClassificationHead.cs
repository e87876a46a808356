using TorchSharp.Utils;
using static TorchSharp.torch;

namespace Peft.Transformers;

/// <summary>A classifier with one hidden layer, over the first position.</summary>
internal sealed class RobertaClassificationHead : nn.Module<Tensor, Tensor>
{
    private readonly double _dropout;

    [ComponentName(Name = "dense")]
    private readonly nn.Module<Tensor, Tensor> _hidden;

    [ComponentName(Name = "out_proj")]
    private readonly nn.Module<Tensor, Tensor> _output;

    public RobertaClassificationHead(EncoderConfig config, LayerFactory layers)
        : base(nameof(RobertaClassificationHead))
    {
        _dropout = config.HeadDropout;
        _hidden = layers.Linear("dense", config.HiddenSize, config.HiddenSize, hasBias: true);
        _output = layers.Linear("out_proj", config.HiddenSize, config.Id2Label.Count, hasBias: true);
        RegisterComponents();
    }

    /// <param name="input">(batch, length, hidden size).</param>
    /// <returns>(batch, classes).</returns>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var first = nn.functional.dropout(input.select(1, 0), _dropout, training);
        var hidden = nn.functional.dropout(_hidden.call(first).tanh(), _dropout, training);
        return _output.call(hidden).MoveToOuterDisposeScope();
    }
}
