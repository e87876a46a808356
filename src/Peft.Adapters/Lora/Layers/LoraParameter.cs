using static TorchSharp.torch;

namespace Peft.Adapters;

/// <summary>LoRA on a parameter of any module, or on each expert of a mixture: A (experts · r, in), B (out, r · experts). It acts through the parameter's value.</summary>
/// <remarks>PEFT's <c>target_parameters</c>. In A an expert's rows lie together, in B the columns of one expert are every <c>experts</c>-th.</remarks>
public class LoraParameter : LoraLayer
{
    private readonly long _experts;

    internal LoraParameter(ParameterLayer layer, string path, LoraConfig config)
        : base(layer, path, config, new Factors("lora_A.weight", [config.RankAt(path) * layer.Experts, layer.InFeatures], "lora_B.weight", [layer.OutFeatures, config.RankAt(path) * layer.Experts]))
    {
        _experts = layer.Experts;
        RegisterComponents();
    }

    /// <inheritdoc/>
    internal override Tensor Delta() => Layer.WeightShape.Count == 2 ? base.Delta() : bmm(B.view(Layer.OutFeatures, Rank, _experts).permute(2, 0, 1), A.view(_experts, Rank, Layer.InFeatures));
}
