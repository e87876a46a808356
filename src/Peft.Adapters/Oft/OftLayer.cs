using Peft.Interop;
using TorchSharp;
using static TorchSharp.torch;

namespace Peft.Adapters;

/// <summary>
/// OFT on one layer: W' = W R with R block-diagonal and orthogonal, each block Cayley's transform (I − S) (I + S)⁻¹ of a skew-symmetric S that is trained, by its entries above the diagonal.
/// On a linear layer R turns the input (OFTv2), and the weight is never touched.
/// </summary>
/// <remarks>
/// Qiu et al., "Controlling Text-to-Image Diffusion by Orthogonal Finetuning", arXiv 2306.07280, section 3; OFTv2: Qiu et al., "Orthogonal Finetuning Made Scalable", arXiv 2506.19847.
/// A constrained S is projected before each use; in training what is trained is itself put back, as in PEFT.
/// </remarks>
internal sealed class OftLayer : RotationAdapter
{
    private const string Key = "oft_R.weight";
    private readonly OftConfig _config;
    private readonly long _size;
    private readonly Scalar _bound;

    internal OftLayer(BaseLayer layer, OftConfig config)
        : base(nameof(OftLayer), layer, config.AdapterType(layer))
    {
        long inputs = layer.WeightShape.Aggregate((a, b) => a * b) / layer.OutFeatures;
        (_config, _size) = (config, config.BlockSizeOf(inputs));
        long blocks = config.SharesBlock ? 1 : inputs / _size;
        _bound = config.Epsilon / Math.Sqrt(blocks);
        AddParameter(Key, blocks, _size * (_size - 1) / 2);
    }

    public override bool ActsThroughWeight => !training || _config.ModuleDropout == 0;

    protected internal override void Start()
    {
        if (_config.InitWeights)
            this[Key].zero_();
        else
            this[Key].normal_(0, 0.1);
    }

    // To multiply the weight is to multiply by the transpose what is given to it.
    protected override Tensor Rotate(Tensor rows) => Rotations.MultiplyByBlocks(rows, Blocks(dropped: false).transpose(1, 2));

    protected override Tensor RotateBack(Tensor rows) => Rotations.MultiplyByBlocks(rows, Blocks(dropped: training));

    private Tensor Blocks(bool dropped)
    {
        var skew = Rotations.Skew(_config.Constrained ? Constrained() : this[Key], _size);
        var blocks = _config.UseCayleyNeumann ? Rotations.CayleyNeumann(skew, _config.CayleyNeumannTerms) : Rotations.Cayley(skew);
        return dropped && _config.ModuleDropout > 0 && !_config.SharesBlock ? Rotations.DropBlocks(blocks, _config.ModuleDropout) : blocks;
    }

    // Backward takes the projection for the identity.
    private Tensor Constrained() => Excess() is { } excess ? this[Key].sub(excess) : this[Key];

    private Tensor? Excess()
    {
        using var _ = no_grad();
        var entries = this[Key];
        // The matrix has each entry twice.
        var norm = entries.pow(Scalars.Two).sum(1, true).mul(Scalars.Two).sqrt();
        var inside = norm.le(_bound);
        if (inside.all().item<bool>())
            return null;
        var projected = where(inside, entries, entries.mul(_bound).div(norm));
        if (!training)
            return entries.sub(projected);
        entries.copy_(projected);
        return null;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _bound.Dispose();
        base.Dispose(disposing);
    }
}
