namespace Peft.Adapters;

/// <summary>LoRA on a linear layer, whichever way it stores its weight: A (r, in) and B (out, r).</summary>
/// <remarks><inheritdoc cref="LoraLayer" path="/remarks"/></remarks>
public sealed class LoraLinear : LoraLayer
{
    internal LoraLinear(BaseLayer layer, string path, LoraConfig config)
        : base(layer, path, config, new Factors("lora_A.weight", [config.RankAt(path), layer.InFeatures], "lora_B.weight", [layer.OutFeatures, config.RankAt(path)]))
    {
        RegisterComponents();
    }
}
