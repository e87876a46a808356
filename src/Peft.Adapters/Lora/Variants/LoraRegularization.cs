using Peft.Adapters;
using static TorchSharp.torch;

namespace Peft;

/// <summary>What variants of LoRA add to the loss.</summary>
public static class LoraRegularization
{
    /// <summary>The regularisation of the active adapters, to be added to the loss: KaSA's summed over its layers, MonteCLoRA's averaged over its layers, as in PEFT.</summary>
    /// <param name="peft">The model's adapters.</param>
    /// <returns>A scalar, differentiable in the adapters' parameters; zero where neither variant is active.</returns>
    public static Tensor Regularization(this PeftModel peft)
    {
        ArgumentNullException.ThrowIfNull(peft);
        using var scope = NewDisposeScope();
        var kasa = peft.ActiveParts.OfType<KasaLinear>().Select(p => p.Regularization()).ToList();
        var monteClora = peft.ActiveParts.OfType<MonteCloraLinear>().Select(p => p.Regularization()).ToList();
        var total = kasa.Count > 0 ? stack(kasa, 0).sum() : null;
        if (monteClora.Count > 0)
            total = total is null ? stack(monteClora, 0).mean() : total.add(stack(monteClora, 0).mean());
        return (total ?? zeros([])).MoveToOuterDisposeScope();
    }
}
