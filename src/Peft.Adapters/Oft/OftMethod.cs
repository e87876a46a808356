namespace Peft.Adapters;

/// <summary>OFT as the library finds it.</summary>
public sealed class OftMethod : AdapterMethod<OftConfig>
{
    /// <inheritdoc/>
    public override MethodInfo About => new("OFT", MethodFamily.Transform, "2306.07280");

    /// <inheritdoc/>
    public override bool CanAdapt(BaseLayer layer) => layer is { Kind: LayerKind.Linear or LayerKind.Convolution };

    /// <inheritdoc/>
    protected override Adapter Create(BaseLayer layer, string path, OftConfig config) => new OftLayer(layer, config);
}
