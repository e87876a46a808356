using Peft.Interop;
using TorchSharp;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace Peft.Adapters;

/// <summary>
/// VeLoRA on a linear layer: forward is LoRA's; for the gradient of A, of every input one number for each group of features is kept, its projection on one vector,
/// from which backward restores it approximately.
/// </summary>
/// <remarks>Miles et al., "VeLoRA: Memory Efficient Training using Rank-1 Sub-Token Projections", arXiv 2405.17991, algorithm 1. The gradient of A is approximate, all others are exact.</remarks>
public sealed class VeloraLinear : LoraLinear
{
    private readonly VeloraConfig _velora;
    private readonly Scalar _restore;
    private bool _hasProjection;

    [ComponentName(Name = "lora_velora_embed")]
    private readonly Tensor _projection;

    internal VeloraLinear(BaseLayer layer, string path, LoraConfig config, VeloraConfig velora)
        : base(layer, path, config)
    {
        (_velora, _restore) = (velora, velora.Scale);
        _hasProjection = velora.Projection == VeloraProjection.Random;
        long width = (layer.InFeatures + velora.Groups - 1) / velora.Groups;
        _projection = zeros(width, A.dtype, layer.Device);
        register_buffer("lora_velora_embed", _projection);
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, Tensor> Tensors => new Dictionary<string, Tensor>(base.Tensors) { ["lora_velora_embed"] = _projection };

    private protected override void StartOthers()
    {
        if (_velora.Projection == VeloraProjection.Random)
            _projection.copy_(Normalized(_projection.normal_()));
    }

    internal override Tensor Update(Tensor x)
    {
        if (!training || !is_grad_enabled())
            return base.Update(x);
        x = x.to(A.dtype);
        FollowBatch(x);
        // A copy, since another pass may follow its batch before this one's backward.
        var projection = _velora.Projection == VeloraProjection.Random ? _projection : _projection.clone();
        return nn.functional.linear(VeloraProduct.apply(x, A, projection, _velora.Groups, _restore)[0], B);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _restore.Dispose();
        base.Dispose(disposing);
    }

    private void FollowBatch(Tensor x)
    {
        if (_velora.Projection == VeloraProjection.Random || (_velora.Projection == VeloraProjection.BatchAverageOnce && _hasProjection))
            return;
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        _projection.copy_(Normalized(VeloraProduct.Group(x, _velora.Groups).mean([0, 1])));
        _hasProjection = true;
    }

    // Of nothing, the direction that favours none.
    private static Tensor Normalized(Tensor vector)
    {
        using var scope = NewDisposeScope();
        var direction = where(vector.norm().gt(Scalars.Zero), vector, ones_like(vector));
        return direction.div(direction.norm()).MoveToOuterDisposeScope();
    }
}
