using static TorchSharp.torch;

namespace Peft.Adapters;

/// <summary>AdaLoRA as the library finds it.</summary>
public sealed class AdaLoraMethod : AdapterMethod<AdaLoraConfig>
{
    /// <inheritdoc/>
    public override MethodInfo About => new("AdaLoRA", MethodFamily.Delta, "2303.10512");

    /// <inheritdoc/>
    public override bool CanAdapt(BaseLayer layer) => layer is { Kind: LayerKind.Linear or LayerKind.Convolution };

    /// <inheritdoc/>
    public override PeftConfig CreateConfig() => new AdaLoraConfig { TotalSteps = 1000 };

    /// <inheritdoc/>
    /// <remarks>The orthogonality of A and B, averaged over all of them.</remarks>
    protected internal override Tensor Regularization(IReadOnlyList<Adapter> parts, PeftConfig config) =>
        stack(parts.OfType<AdaLoraLayer>().Select(p => p.Orthogonality()), 0).mean().mul(((AdaLoraConfig)config).OrthogonalityWeight);

    /// <inheritdoc/>
    protected override Adapter Create(BaseLayer layer, string path, AdaLoraConfig config) => new AdaLoraLayer(layer, path, config);
}
