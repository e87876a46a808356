namespace Peft.Adapters;

/// <summary>HRA as the library finds it.</summary>
public sealed class HraMethod : AdapterMethod<HraConfig>
{
    /// <inheritdoc/>
    public override MethodInfo About => new("HRA", MethodFamily.Transform, "2405.17484");

    /// <inheritdoc/>
    public override bool CanAdapt(BaseLayer layer) => layer is { Kind: LayerKind.Linear or LayerKind.Convolution };

    /// <inheritdoc/>
    protected override Adapter Create(BaseLayer layer, string path, HraConfig config) => new HraLayer(layer, config);
}
