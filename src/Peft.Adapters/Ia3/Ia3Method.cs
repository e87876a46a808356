namespace Peft.Adapters;

/// <summary>(IA)³ as the library finds it.</summary>
public sealed class Ia3Method : AdapterMethod<Ia3Config>
{
    /// <inheritdoc/>
    public override MethodInfo About => new("(IA)³", MethodFamily.Activation, "2205.05638");

    /// <inheritdoc/>
    public override bool CanAdapt(BaseLayer layer) => layer is { Kind: LayerKind.Linear or LayerKind.Convolution };

    /// <inheritdoc/>
    protected override Adapter Create(BaseLayer layer, string path, Ia3Config config) => new Ia3Layer(layer, path, config);
}
