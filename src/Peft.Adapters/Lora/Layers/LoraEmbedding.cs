namespace Peft.Adapters;

/// <summary>LoRA on an embedding of V ids: A (r, V), of which an id takes a column, and B (out, r).</summary>
/// <remarks>It starts the other way round than on a linear layer: A zero, B normal (as Hu et al.'s own code does). Ids are not dropped.</remarks>
public sealed class LoraEmbedding : LoraLayer
{
    internal LoraEmbedding(BaseLayer layer, string path, LoraConfig config)
        : base(layer, path, config, new Factors("lora_embedding_A", [config.RankAt(path), layer.InFeatures], "lora_embedding_B", [layer.OutFeatures, config.RankAt(path)])) =>
        RegisterComponents();

    /// <inheritdoc/>
    internal protected override bool ChangesWeightAs(Adapter other) => other is TiedLora tied && tied.Source == this;
}
