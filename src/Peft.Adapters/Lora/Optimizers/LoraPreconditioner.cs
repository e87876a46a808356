using TorchSharp;
using static TorchSharp.torch;

namespace Peft.Adapters;

/// <summary>
/// Turns the gradients of A and B into those with which the product BA moves best. Call <see cref="Apply"/> between <c>backward</c> and the step of any optimizer:
/// <code>
/// loss.backward();
/// preconditioner.Apply();
/// optimizer.step();
/// </code>
/// </summary>
/// <remarks>For adapters on linear layers whose update is BA of two whole matrices (not BD-LoRA, KaSA, QA-LoRA); other parameters keep their gradients. Not for optimizers that compute gradients within a step (a closure).</remarks>
public sealed class LoraPreconditioner
{
    // Keeps A Aᵀ invertible; PEFT's.
    private const double FADamping = 1e-8;

    private readonly IReadOnlyList<LoraLayer> _layers;
    private readonly double _damping;
    private readonly Action<LoraPreconditioner, LoraLayer> _change;

    private LoraPreconditioner(PeftModel peft, double damping, Action<LoraPreconditioner, LoraLayer> change)
    {
        ArgumentNullException.ThrowIfNull(peft);
        _layers = [.. peft.ActiveParts.Select(part => part is DoraLinear dora ? dora.Lora : part as LoraLayer).OfType<LoraLinear>().Where(part => part is not (BdLoraLinear or KasaLinear or QaLoraLinear))];
        (_damping, _change) = (damping, change);
        if (_layers.Count == 0)
            throw new PeftConfigException("LORA", ["no active adapter is LoRA on a linear layer, so there is nothing to precondition."], "Add such an adapter first, and make it the active one.");
    }

    /// <summary>The Riemannian gradient: g_A ← (BᵀB + δI)⁻¹ g_A and g_B ← g_B (A Aᵀ + δI)⁻¹, with which steps do not depend on how BA is divided between A and B.</summary>
    /// <remarks>Zhang and Pilanci, "Riemannian Preconditioned LoRA for Fine-Tuning Foundation Models", arXiv 2402.02347, section 3.</remarks>
    /// <param name="peft">The model's adapters; those that are active now are meant.</param>
    /// <param name="damping">δ. Greater than 0.</param>
    public static LoraPreconditioner Riemannian(PeftModel peft, double damping = 1e-2)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(damping);
        return new LoraPreconditioner(peft, damping, (self, lora) =>
        {
            Replace(lora.A, g => self.Inverse(lora.B.t()).mm(g));
            Replace(lora.B, g => g.mm(self.Inverse(lora.A)));
        });
    }

    /// <summary>LoRA-FA's: g_B ← g_B (A Aᵀ)⁻¹ / s², with which s B A moves as near to the weight's own gradient as it can while A stays. Set <see cref="LoraConfig.FreezeA"/> too.</summary>
    /// <remarks>Zhang et al., "LoRA-FA: Memory-efficient Low-rank Adaptation for Large Language Models Fine-tuning", arXiv 2308.03303.</remarks>
    /// <param name="peft">The model's adapters; those that are active now are meant.</param>
    public static LoraPreconditioner LoraFA(PeftModel peft) =>
        new(peft, FADamping, (self, lora) => Replace(lora.B, g => g.mm(self.Inverse(lora.A)).div(lora.Scaling * lora.Scaling)));

    /// <summary>Replaces the gradients that the last <c>backward</c> left, where there are any.</summary>
    public void Apply()
    {
        using var _ = no_grad();
        foreach (var layer in _layers)
        {
            using var scope = NewDisposeScope();
            _change(this, layer);
        }
    }

    /// <summary>(rows rowsᵀ + δI)⁻¹.</summary>
    private Tensor Inverse(Tensor rows)
    {
        rows = rows.detach();
        return linalg.pinv(rows.mm(rows.t()).add(eye(rows.shape[0], dtype: rows.dtype, device: rows.device), _damping), hermitian: true);
    }

    private static void Replace(Tensor parameter, Func<Tensor, Tensor> change)
    {
        if (parameter.grad is { } gradient)
            gradient.copy_(change(gradient));
    }
}
