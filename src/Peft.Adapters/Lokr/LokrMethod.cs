namespace Peft.Adapters;

/// <summary>LoKr as the library finds it.</summary>
public sealed class LokrMethod : AdapterMethod<LokrConfig>
{
    /// <inheritdoc/>
    public override MethodInfo About => new("LoKr", MethodFamily.Delta, "2309.14859");

    /// <inheritdoc/>
    public override bool CanAdapt(BaseLayer layer) => layer is { Kind: LayerKind.Linear or LayerKind.Convolution };

    /// <inheritdoc/>
    protected override Adapter Create(BaseLayer layer, string path, LokrConfig config) => new LokrLayer(layer, path, config);
}
