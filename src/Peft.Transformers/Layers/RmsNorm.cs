using Peft.Interop;
using TorchSharp;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace Peft.Transformers.Layers;

/// <summary>y = w · x / √(mean(x²) + ε) over the last dimension, computed in single precision at least.</summary>
/// <remarks>Zhang and Sennrich, "Root Mean Square Layer Normalization", arXiv 1910.07467, equation 4.</remarks>
public sealed class RmsNorm : nn.Module<Tensor, Tensor>
{
    private readonly double _epsilon;

    [ComponentName(Name = "weight")]
    private readonly Parameter _weight;

    /// <summary>Creates the layer.</summary>
    /// <param name="weight">The factor of each feature: (features).</param>
    /// <param name="epsilon">ε, which keeps the root away from zero.</param>
    public RmsNorm(Parameter weight, double epsilon)
        : base(nameof(RmsNorm))
    {
        ArgumentNullException.ThrowIfNull(weight);
        (_weight, _epsilon) = (weight, epsilon);
        RegisterComponents();
    }

    /// <summary>Normalises the last dimension.</summary>
    /// <param name="input">(…, features), of any floating-point type.</param>
    /// <returns>The same shape and type.</returns>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        using Scalar epsilon = _epsilon, features = input.size(-1);
        var x = input.dtype == ScalarType.Float64 ? input : input.to(ScalarType.Float32);
        // Not mean, of whose input libtorch 1 keeps a copy for backward.
        var scale = x.pow(Scalars.Two).sum(-1, keepdim: true).div_(features).add_(epsilon).rsqrt();
        return x.mul(scale).to(input.dtype).mul(_weight).to(input.dtype).MoveToOuterDisposeScope();
    }
}
