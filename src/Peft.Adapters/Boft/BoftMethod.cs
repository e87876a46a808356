namespace Peft.Adapters;

/// <summary>BOFT as the library finds it.</summary>
public sealed class BoftMethod : AdapterMethod<BoftConfig>
{
    /// <inheritdoc/>
    public override MethodInfo About => new("BOFT", MethodFamily.Transform, "2311.06243");

    /// <inheritdoc/>
    public override bool CanAdapt(BaseLayer layer) => layer is { Kind: LayerKind.Linear or LayerKind.Convolution };

    /// <inheritdoc/>
    protected override Adapter Create(BaseLayer layer, string path, BoftConfig config) => new BoftLayer(layer, path, config);
}
