using TorchSharp;
using static TorchSharp.torch;

namespace Peft.Adapters;

/// <summary>LoRA on a linear layer that sees one number for each group of inputs, their mean: A (r, in / g). Within a group all columns of its update are equal.</summary>
/// <remarks>
/// Xu et al., "QA-LoRA: Quantization-Aware Low-Rank Adaptation of Large Language Models", arXiv 2309.14717, section 3.3: where a weight has a zero point for each group, the update is a change of
/// these alone. The means are multiplied by the number of groups, as in PEFT, whose files these are; the paper multiplies them by the size of a group.
/// </remarks>
public sealed class QaLoraLinear : LoraLinear
{
    private readonly long _groupSize;
    private readonly Scalar _share;

    internal QaLoraLinear(BaseLayer layer, string path, LoraConfig config, int groupSize)
        : base(layer, path, config, config.RankAt(path), layer.InFeatures / groupSize) => (_groupSize, _share) = (groupSize, (double)layer.InFeatures / groupSize / groupSize);

    /// <inheritdoc/>
    internal override Tensor A => base.A.repeat_interleave(_groupSize, 1).mul(_share);

    /// <inheritdoc/>
    internal override Tensor Update(Tensor x)
    {
        var sums = x.to(base.A.dtype).unflatten(x.dim() - 1, [-1, _groupSize]).sum(-1);
        return Layer.MixFeatures(nn.functional.linear(sums.mul(_share), base.A), B);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _share.Dispose();
        base.Dispose(disposing);
    }
}
