using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace Peft.Transformers.Layers;

/// <summary>Layer normalisation whose parameters are stored in 16 bits and that computes in single precision; see <see cref="HalfLinear"/>.</summary>
internal sealed class HalfLayerNorm : nn.Module<Tensor, Tensor>
{
    private readonly double _epsilon;

    [ComponentName(Name = "weight")]
    private readonly Parameter _weight;

    [ComponentName(Name = "bias")]
    private readonly Parameter _bias;

    public HalfLayerNorm(Parameter weight, Parameter bias, double epsilon)
        : base(nameof(HalfLayerNorm))
    {
        (_weight, _bias, _epsilon) = (weight, bias, epsilon);
        RegisterComponents();
    }

    public override Tensor forward(Tensor input)
    {
        using var weight = _weight.to(input.dtype);
        using var bias = _bias.to(input.dtype);
        return nn.functional.layer_norm(input, [input.size(-1)], weight, bias, _epsilon);
    }
}
