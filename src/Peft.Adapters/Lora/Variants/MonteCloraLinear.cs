using Peft.Interop;
using static TorchSharp.torch;

namespace Peft.Adapters;

/// <summary>MonteCLoRA on a linear layer: in training A is A + Σ wₙ Eₙ with a noise E of learnt size and learnt mixture weights w; in inference it is LoRA.</summary>
/// <remarks>Sengupta et al., "Robust and Efficient Fine-tuning of LLMs with Bayesian Reparameterization of Low-Rank Adaptation", arXiv 2411.04358, section 3.</remarks>
public sealed class MonteCloraLinear : LoraLinear
{
    private readonly MonteCloraSampler _sampler;

    internal MonteCloraLinear(BaseLayer layer, string path, LoraConfig config, MonteCloraConfig options)
        : base(layer, path, config)
    {
        _sampler = new MonteCloraSampler(Rank, options, A.dtype, layer.Device);
        register_module("lora_monteclora_sampler", _sampler);
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, Tensor> Tensors =>
        new Dictionary<string, Tensor>(base.Tensors.Concat(_sampler.Tensors.Select(t => KeyValuePair.Create("lora_monteclora_sampler." + t.Key, t.Value))));

    /// <inheritdoc/>
    public override bool ActsThroughWeight => base.ActsThroughWeight && !training;

    /// <summary>The divergence from the priors and, if asked for, the sum of squared mixture weights of the last pass, to be added to the loss.</summary>
    public Tensor Regularization() => _sampler.Regularization();

    private protected override void StartOthers() => _sampler.Start();

    internal override Tensor Update(Tensor x) => training ? nn.functional.linear(Layer.Product(x, A.add(_sampler.Noise(Layer.InFeatures), Scalars.One)), B) : base.Update(x);
}
