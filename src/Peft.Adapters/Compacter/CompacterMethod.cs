namespace Peft.Adapters;

/// <summary>Compacter as the library finds it.</summary>
public sealed class CompacterMethod : SharingMethod<CompacterConfig, CompacterRule>
{
    /// <inheritdoc/>
    public override MethodInfo About => new("Compacter", MethodFamily.Inserted, "2106.04647");

    /// <inheritdoc/>
    public override bool CanAdapt(BaseLayer layer) => layer is { Kind: LayerKind.Linear or LayerKind.Block };

    /// <inheritdoc/>
    protected override CompacterRule CreateShared(IReadOnlyList<BaseLayer> layers, CompacterConfig config) => new(layers[0], config);

    /// <inheritdoc/>
    protected override Adapter Create(BaseLayer layer, string path, CompacterConfig config, CompacterRule shared) => new CompacterLayer(layer, path, config, shared);
}
