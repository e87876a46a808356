using static TorchSharp.torch;

namespace Peft.Adapters;

/// <summary>AdapterFusion as the library finds it.</summary>
public sealed class AdapterFusionMethod : ComposingMethod<AdapterFusionConfig>
{
    /// <inheritdoc/>
    public override MethodInfo About => new("AdapterFusion", MethodFamily.Inserted, "2005.00247");

    /// <inheritdoc/>
    public override PeftConfig CreateConfig() => new AdapterFusionConfig { Adapters = ["first", "second"] };

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, PeftConfig> CreateUsedConfigs() =>
        new Dictionary<string, PeftConfig> { ["first"] = new BottleneckConfig(), ["second"] = new BottleneckConfig() };

    /// <inheritdoc/>
    public override bool CanAdapt(BaseLayer layer) => layer is { Kind: LayerKind.Linear or LayerKind.Block };

    /// <inheritdoc/>
    /// <remarks>How far the value matrices are from the identity.</remarks>
    protected internal override Tensor? Regularization(IReadOnlyList<Adapter> parts, PeftConfig config) =>
        stack(parts.OfType<AdapterFusionLayer>().Select(p => p.DistanceOfValues()), 0).sum().mul(((AdapterFusionConfig)config).ValueRegularization);

    /// <inheritdoc/>
    protected override Adapter Create(BaseLayer layer, string path, AdapterFusionConfig config, IReadOnlyList<Adapter?> parts)
    {
        foreach (var (name, part) in config.Adapters.Zip(parts))
        {
            if (part is null)
                throw new PeftConfigException(PeftType, [$"'{name}' is not at '{path}', where the fusion is."], "Fuse adapters of the same TargetModules, or give the fusion those that all of them have.");
            if (part is not (BottleneckLayer or CompacterLayer))
                throw new PeftConfigException(PeftType, [$"'{name}' is no bottleneck adapter."], "Fuse adapters made with BottleneckConfig or CompacterConfig.");
        }
        return new AdapterFusionLayer(layer, config, [.. parts.Cast<NonlinearAdapter>()]);
    }
}
