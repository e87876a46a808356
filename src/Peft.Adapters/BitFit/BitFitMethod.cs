namespace Peft.Adapters;

/// <summary>BitFit as the library finds it: the biases of the targeted modules, or of the whole model, are trained.</summary>
/// <remarks>Ben Zaken et al., "BitFit: Simple Parameter-efficient Fine-tuning for Transformer-based Masked Language-models", arXiv 2106.10199.</remarks>
public sealed class BitFitMethod : SelectionMethod<BitFitConfig>
{
    /// <inheritdoc/>
    public override MethodInfo About => new("BitFit", MethodFamily.Selection, "2106.10199");
}
