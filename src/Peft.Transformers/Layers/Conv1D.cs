using Peft.Adapters;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace Peft.Transformers.Layers;

/// <summary>A linear layer that stores its weight as (in, out), the transpose of what <c>Linear</c> stores; GPT-2 is made of them.</summary>
/// <remarks>The name is that of Hugging Face's transformers; nothing is convolved. A 16-bit weight is widened to the input's type.</remarks>
public sealed class Conv1D : nn.Module<Tensor, Tensor>, ITransposedLinear
{
    [ComponentName(Name = "weight")]
    private readonly Parameter _weight;

    [ComponentName(Name = "bias")]
    private readonly Parameter _bias;

    /// <summary>Creates the layer.</summary>
    /// <param name="weight">(in, out).</param>
    /// <param name="bias">(out).</param>
    public Conv1D(Parameter weight, Parameter bias)
        : base(nameof(Conv1D))
    {
        ArgumentNullException.ThrowIfNull(weight);
        ArgumentNullException.ThrowIfNull(bias);
        (_weight, _bias) = (weight, bias);
        RegisterComponents();
    }

    /// <summary>x W + b.</summary>
    /// <param name="input">(…, in).</param>
    /// <returns>(…, out), of the input's type.</returns>
    public override Tensor forward(Tensor input)
    {
        using var transposed = _weight.t();
        return WideningProduct.Compute(input, transposed, _bias);
    }
}
