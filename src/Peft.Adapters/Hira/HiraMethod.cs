namespace Peft.Adapters;

/// <summary>HiRA as the library finds it.</summary>
public sealed class HiraMethod : AdapterMethod<HiraConfig>
{
    /// <inheritdoc/>
    public override MethodInfo About => new("HiRA", MethodFamily.Delta, "TwJrTz9cRS");

    /// <inheritdoc/>
    public override bool CanAdapt(BaseLayer layer) => layer is { Kind: not (LayerKind.Parameter or LayerKind.Block) };

    /// <inheritdoc/>
    protected override Adapter Create(BaseLayer layer, string path, HiraConfig config) => new HiraLayer(layer, path, config);
}
