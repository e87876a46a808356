namespace Peft.Adapters;

/// <summary>Bottleneck adapters as the library finds them.</summary>
public sealed class BottleneckMethod : AdapterMethod<BottleneckConfig>
{
    /// <inheritdoc/>
    public override MethodInfo About => new("Bottleneck adapters", MethodFamily.Inserted, "1902.00751");

    /// <inheritdoc/>
    public override bool CanAdapt(BaseLayer layer) => layer is { Kind: LayerKind.Linear or LayerKind.Block };

    /// <inheritdoc/>
    protected override Adapter Create(BaseLayer layer, string path, BottleneckConfig config) => new BottleneckLayer(layer, config);
}
