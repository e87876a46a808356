namespace Peft.Adapters;

/// <summary>UniPELT as the library finds it.</summary>
public sealed class UniPeltMethod : ComposingMethod<UniPeltConfig>
{
    /// <inheritdoc/>
    public override MethodInfo About => new("UniPELT", MethodFamily.Inserted, "2110.07577");

    /// <inheritdoc/>
    public override PeftConfig CreateConfig() => new UniPeltConfig { Adapters = ["lora", "bottleneck"] };

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, PeftConfig> CreateUsedConfigs() =>
        new Dictionary<string, PeftConfig> { ["lora"] = new LoraConfig(), ["bottleneck"] = new BottleneckConfig() };

    /// <inheritdoc/>
    public override bool CanAdapt(BaseLayer layer) => layer is { Kind: LayerKind.Linear or LayerKind.Block };

    /// <inheritdoc/>
    protected override Adapter Create(BaseLayer layer, string path, UniPeltConfig config, IReadOnlyList<Adapter?> parts)
    {
        var (name, other) = config.Adapters.Zip(parts).FirstOrDefault(p => p.Second is not (null or OutputAdapter));
        if (other is not null)
            throw new PeftConfigException(PeftType, [$"'{name}' does not add to the output of '{path}' alone."], "Give gates to LoRA, bottlenecks and others that do; let it act beside them.");
        return new UniPeltLayer(layer, config, [.. parts.OfType<OutputAdapter>()]);
    }
}
