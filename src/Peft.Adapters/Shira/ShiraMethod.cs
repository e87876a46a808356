namespace Peft.Adapters;

/// <summary>SHiRA as the library finds it.</summary>
public sealed class ShiraMethod : AdapterMethod<ShiraConfig>
{
    /// <inheritdoc/>
    public override MethodInfo About => new("SHiRA", MethodFamily.Delta, "2406.13175");

    /// <inheritdoc/>
    protected override Adapter Create(BaseLayer layer, string path, ShiraConfig config) => new ShiraLayer(layer, path, config);
}
