namespace Peft.Adapters;

/// <summary>LoHa as the library finds it.</summary>
public sealed class LohaMethod : AdapterMethod<LohaConfig>
{
    /// <inheritdoc/>
    public override MethodInfo About => new("LoHa", MethodFamily.Delta, "2108.06098");

    /// <inheritdoc/>
    public override bool CanAdapt(BaseLayer layer) => layer is { Kind: LayerKind.Linear or LayerKind.Convolution };

    /// <inheritdoc/>
    protected override Adapter Create(BaseLayer layer, string path, LohaConfig config) => new LohaLayer(layer, path, config);
}
