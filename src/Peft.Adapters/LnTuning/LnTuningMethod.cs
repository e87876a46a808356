namespace Peft.Adapters;

/// <summary>LN tuning as the library finds it: all parameters of the targeted norms are trained.</summary>
/// <remarks>Zhao et al., "Tuning LayerNorm in Attention: Towards Efficient Multi-Modal LLM Finetuning", arXiv 2312.11420.</remarks>
public sealed class LnTuningMethod : SelectionMethod<LnTuningConfig>
{
    /// <inheritdoc/>
    public override MethodInfo About => new("LN tuning", MethodFamily.Selection, "2312.11420");

    /// <inheritdoc/>
    public override bool CanAdapt(BaseLayer layer) => false;
}
