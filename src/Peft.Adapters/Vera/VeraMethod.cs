namespace Peft.Adapters;

/// <summary>VeRA as the library finds it.</summary>
public sealed class VeraMethod : SharingMethod<VeraConfig, VeraProjections>
{
    /// <inheritdoc/>
    public override MethodInfo About => new("VeRA", MethodFamily.Delta, "2310.11454");

    /// <inheritdoc/>
    protected override VeraProjections CreateShared(IReadOnlyList<BaseLayer> layers, VeraConfig config) => new(layers, config);

    /// <inheritdoc/>
    protected override Adapter Create(BaseLayer layer, string path, VeraConfig config, VeraProjections shared) => new VeraLayer(layer, config, shared);
}
