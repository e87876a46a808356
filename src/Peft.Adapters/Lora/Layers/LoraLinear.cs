namespace Peft.Adapters;

/// <summary>LoRA on a linear layer, whichever way it stores its weight: A (r, in) and B (out, r).</summary>
/// <remarks><inheritdoc cref="LoraLayer" path="/remarks"/></remarks>
public class LoraLinear : LoraLayer
{
    internal LoraLinear(BaseLayer layer, string path, LoraConfig config)
        : this(layer, path, config, config.RankAt(path), layer.InFeatures)
    {
    }

    /// <summary>For variants that store less of A or of B.</summary>
    private protected LoraLinear(BaseLayer layer, string path, LoraConfig config, long columnsOfB, long columnsOfA)
        : base(layer, path, config, new Factors("lora_A.weight", [config.RankAt(path), columnsOfA], "lora_B.weight", [layer.OutFeatures, columnsOfB])) =>
        RegisterComponents();
}
