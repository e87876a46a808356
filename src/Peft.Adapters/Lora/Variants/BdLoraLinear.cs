using static TorchSharp.torch;

namespace Peft.Adapters;

/// <summary>LoRA on a linear layer with A or B block-diagonal in n blocks, of which the blocks are stored one above the other: A (r, in / n) or B (out, r / n).</summary>
public sealed class BdLoraLinear : LoraLinear
{
    private readonly int _blocks;
    private readonly bool _ofA;

    internal BdLoraLinear(BaseLayer layer, string path, LoraConfig config, int blocks, bool ofA)
        : base(layer, path, config, config.RankAt(path) / (ofA ? 1 : blocks), layer.InFeatures / (ofA ? blocks : 1)) =>
        (_blocks, _ofA) = (blocks, ofA);

    internal override Tensor A => _ofA ? block_diag(base.A.chunk(_blocks)) : base.A;

    internal override Tensor B => _ofA ? base.B : block_diag(base.B.chunk(_blocks));
}
