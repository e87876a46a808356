namespace Peft.Quantization;

/// <summary>The keys under which bitsandbytes saves a quantised weight.</summary>
internal sealed class QuantStateKeys(string prefix)
{
    internal string Weight { get; } = prefix + "weight";

    internal string Absmax => Weight + ".absmax";

    internal string Map => Weight + ".quant_map";

    internal string NestedAbsmax => Weight + ".nested_absmax";

    internal string NestedMap => Weight + ".nested_quant_map";

    /// <summary>The codebook's name follows.</summary>
    internal string DescriptionStem => Weight + ".quant_state.bitsandbytes__";

    internal string Description(Codebook codebook) => DescriptionStem + codebook.Name;
}
